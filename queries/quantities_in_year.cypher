//---
// title: {vi: "Con số của một năm", en: "Numbers by year"}
// description:
//   vi: "Con số mà văn bản nêu cho năm ấy, ở việc hay thỏa thuận; không cộng lại."
//   en: "Numbers that documents state for the year, of tasks and agreements; nothing is summed."
// group: tasks
// phrases:
//   vi:
//     - "chỉ tiêu năm {year}"
//     - "con số của năm {year}"
//     - "năm {year} {place} có chỉ tiêu gì"
//     - "số liệu chỉ tiêu {year}"
//     - "các con số năm {year} của {place}"
//     - "chỉ tiêu {year}"
//     - "năm {year} phải đạt bao nhiêu"
//     - "chỉ tiêu của {place} năm {year}"
//     - "số lượng cụ thể trong năm {year}"
//     - "năm {year} có những con số nào"
//     - "mục tiêu số lượng năm {year}"
//   en:
//     - "numbers for {year}"
//     - "targets in {year}"
//     - "targets of {place} in {year}"
//     - "figures for {year}"
//     - "quantities planned for {year}"
//     - "quantitative targets for {year}"
//     - "what figures are stated for {year}"
//     - "numbers stated for {place} in {year}"
//     - "{year} targets"
//     - "quantities in {year}"
// params:
//   year:
//     type: integer
//     description: {vi: "năm", en: "the year"}
//     example: 2023
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
// order: [item, quantity]
// columns:
//   quantity: Quantity
//   item: Task|Agreement
//   qualifier: Qualifier
//   amount: number
//   unit: text
//   what: text
//   leads: Place|Agency[]
//   sources: source[]
//---
CALL () {
  WITH 1 AS one WHERE $place IS NULL
  MATCH (n:Quantity {year: $year})-[:OF]->(item:Entity)
  RETURN n, item
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Entity)
  WITH DISTINCT unit
  MATCH (unit)<-[:AGENCY_OF*0..1]-(body:Entity)
  WITH DISTINCT body
  MATCH (body)-[:LEADS|PARTY_TO]->(item:Entity)
  WITH DISTINCT item
  MATCH (item)<-[:OF]-(n:Quantity {year: $year})
  RETURN n, item
}
RETURN n.id AS quantity, item.id AS item, n.qualifier AS qualifier, n.value AS amount, n.unit AS unit, n.what AS what,
  [(item)<-[:LEADS]-(lead:Entity) | lead.id] AS leads,
  reduce(all = [], one IN [(n)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources
