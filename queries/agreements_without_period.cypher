//---
// title: {vi: "Thỏa thuận không nêu thời hạn", en: "Agreements without a period"}
// description:
//   vi: "Thỏa thuận mà không văn bản nào nêu ngày kết thúc; `ngày bắt đầu` cho biết còn thiếu gì."
//   en: "Agreements of which no document states the last day; the first day shows what else is missing."
// group: agreements
// phrases:
//   vi:
//     - "thỏa thuận nào thiếu thời hạn"
//     - "thỏa thuận của {place} không có thời hạn"
//     - "thỏa thuận vô thời hạn"
//     - "thỏa thuận không ghi thời hạn"
//     - "thỏa thuận chưa rõ thời hạn"
//     - "thỏa thuận không nêu ngày kết thúc"
//     - "thỏa thuận không rõ hiệu lực đến bao giờ"
//     - "những thỏa thuận chưa nêu giai đoạn"
//     - "thỏa thuận không xác định thời hạn của {place}"
//     - "thỏa thuận nào không có ngày hết hạn"
//   en:
//     - "agreements with no term"
//     - "agreements of {place} without an end date"
//     - "agreements without an expiry date"
//     - "agreements that do not state a term"
//     - "open-ended agreements"
//     - "which agreements have no end date"
//     - "agreements with unspecified duration"
//     - "agreements of {place} with no term"
//     - "indefinite agreements"
//     - "agreements missing their period of validity"
// params:
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
//   only_itself:
//     type: yes/no
//     description: {vi: "chỉ những gì chính nó là một bên", en: "only where it is a party itself"}
//     default: false
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
// derive: [agreement_life]
// order: [state, agreement, through]
// columns:
//   agreement: Agreement
//   parties: Place|Agency[]
//   through: Place|Agency
//   kind: AgreementKind
//   status: AgreementStatus
//   state: AgreementState
//   signed_on: date
//   period_from: date
//   period_to: date
//   topics: Topic[]
//   sources: source[]
//   signed_on_precision: precision
//   period_from_precision: precision
//   period_to_precision: precision
//---
CALL () {
  WITH 1 AS one WHERE $place IS NULL
  MATCH (g:Agreement)
  WHERE g.period_to IS NULL
  RETURN g, null AS ours
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Place)
  WITH DISTINCT unit
  MATCH (unit)<-[:AGENCY_OF*0..1]-(ours:Entity)
  WITH DISTINCT ours
  WHERE ours.id = $place OR NOT $only_itself
  MATCH (ours)-[:PARTY_TO]->(g:Agreement)
  WHERE g.period_to IS NULL
  RETURN g, ours
}
RETURN g.id AS agreement, [(g)<-[:PARTY_TO]-(party:Entity) | party.id] AS parties, ours.id AS through,
  g.kind AS kind, g.status AS status, g.signed_on AS signed_on, g.period_from AS period_from, g.period_to AS period_to,
  [(g)-[:ABOUT]->(topic:Topic) | topic.id] AS topics,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  g.signed_on_precision AS signed_on_precision, g.period_from_precision AS period_from_precision,
  g.period_to_precision AS period_to_precision
