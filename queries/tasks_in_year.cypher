//---
// title: {vi: "Việc nêu rõ một năm", en: "Tasks that name a year"}
// description:
//   vi: "Việc mà văn bản nêu năm ấy, bằng năm liệt kê, ngày bắt đầu và kết thúc hay hạn; việc hằng năm không nêu năm thì không tính."
//   en: "Tasks of which a document names the year, as listed, by first and last day, or by deadline; yearly ones without a year are left out."
// group: tasks
// phrases:
//   vi:
//     - "việc của năm {year}"
//     - "năm {year} phải làm gì"
//     - "{agency} làm gì năm {year}"
//     - "nhiệm vụ năm {year} của {place}"
//     - "hoạt động trong năm {year}"
//     - "việc của {agency} năm {year}"
//     - "{place} làm gì trong năm {year}"
//     - "năm {year} {place} có những việc gì"
//     - "công việc đề ra cho năm {year}"
//     - "{place} {year} việc gì"
//     - "nhiệm vụ {year}"
//     - "{document} giao việc gì cho năm {year}"
//     - "kế hoạch năm {year} của {place} có những việc gì"
//     - "việc triển khai trong năm {year}"
//   en:
//     - "tasks in {year}"
//     - "what is to be done in {year}"
//     - "what does {agency} do in {year}"
//     - "tasks of {place} in {year}"
//     - "activities planned for {year}"
//     - "what will {place} do in {year}"
//     - "tasks of {agency} in {year}"
//     - "{year} tasks"
//     - "what was planned for {year}"
//     - "work of {place} for {year}"
//     - "what must be done in {year} under {document}"
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
//   agency:
//     type: Agency
//     description: {vi: "chỉ của một cơ quan", en: "only of one body"}
//     example: vn.bac-giang.so-ngoai-vu
//     default: null
//   document:
//     type: Document
//     description: {vi: "chỉ của một văn bản", en: "only of one document"}
//     example: vn.bac-giang.kh-481-2022
//     default: null
// order: [sources, number, task]
// columns:
//   task: Task
//   number: section
//   leads: Place|Agency[]
//   topics: Topic[]
//   time_text: text
//   years: integer[]
//   start: date
//   end: date
//   deadline: date
//   sources: source[]
//   start_precision: precision
//   end_precision: precision
//   deadline_precision: precision
//---
WITH date({year: $year, month: 1, day: 1}) AS first, date({year: $year, month: 12, day: 31}) AS last
CALL () {
  WITH 1 AS one WHERE $place IS NULL AND $agency IS NULL
  MATCH (t:Task)
  RETURN t
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Place)
  WHERE $agency IS NULL
  WITH DISTINCT unit
  MATCH (unit)<-[:AGENCY_OF*0..1]-(lead:Entity)
  WITH DISTINCT lead
  MATCH (lead)-[:LEADS]->(t:Task)
  RETURN DISTINCT t
  UNION ALL
  MATCH (:Agency {id: $agency})-[:MEMBER_OF*0..3]->(body:Agency)
  WITH DISTINCT body
  MATCH (body)-[:LEADS|COORDINATES]->(t:Task)
  WHERE ($place IS NULL OR EXISTS {
    (t)<-[:LEADS]-(:Entity)-[:AGENCY_OF*0..1]->(:Entity)-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]->(:Place {id: $place})
  })
  RETURN DISTINCT t
}
WITH t, first, last
WHERE ($year IN t.years OR t.start <= last AND t.end >= first OR first <= t.deadline <= last
    OR t.end IS NULL AND first <= t.start <= last OR t.start IS NULL AND first <= t.end <= last)
  AND ($document IS NULL OR EXISTS { (t)-[:STATED_IN]->(:Document {id: $document}) })
RETURN t.id AS task, t.number AS number, [(t)<-[:LEADS]-(lead:Entity) | lead.id] AS leads,
  [(t)-[:ABOUT]->(topic:Topic) | topic.id] AS topics, t.time_text AS time_text, t.years AS years, t.start AS start,
  t.end AS end, t.deadline AS deadline,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  t.start_precision AS start_precision, t.end_precision AS end_precision, t.deadline_precision AS deadline_precision
