//---
// title: {vi: "Thỏa thuận chưa có việc nào", en: "Agreements without any task"}
// description:
//   vi: "Thỏa thuận mà không việc nào thực hiện hay liên quan đến nó."
//   en: "Agreements that no task carries out or concerns."
// group: agreements
// phrases:
//   vi:
//     - "thỏa thuận nào chưa có nhiệm vụ"
//     - "thỏa thuận của {place} chưa có việc"
//     - "ký rồi mà chưa làm gì"
//     - "thỏa thuận không có hoạt động nào"
//     - "thỏa thuận ký xong mà chưa triển khai"
//     - "thỏa thuận chưa được giao việc"
//     - "thỏa thuận chưa có kế hoạch thực hiện"
//     - "thỏa thuận nào đã ký nhưng không có việc"
//     - "những thỏa thuận của {place} chưa triển khai việc nào"
//     - "thỏa thuận bỏ không"
//   en:
//     - "agreements without any task"
//     - "agreements of {place} without tasks"
//     - "signed but nothing planned"
//     - "agreements with no activities"
//     - "agreements nobody works on"
//     - "agreements signed but not implemented"
//     - "which agreements have no tasks"
//     - "agreements of {place} with nothing to do"
//     - "agreements lacking any action"
//     - "agreements that nothing follows from"
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
  WHERE NOT EXISTS { (g)<-[:UNDER|CONCERNS]-(:Task) }
  RETURN g, null AS ours
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Place)
  WITH DISTINCT unit
  MATCH (unit)<-[:AGENCY_OF*0..1]-(ours:Entity)
  WITH DISTINCT ours
  WHERE ours.id = $place OR NOT $only_itself
  MATCH (ours)-[:PARTY_TO]->(g:Agreement)
  WHERE NOT EXISTS { (g)<-[:UNDER|CONCERNS]-(:Task) }
  RETURN g, ours
}
RETURN g.id AS agreement, [(g)<-[:PARTY_TO]-(party:Entity) | party.id] AS parties, ours.id AS through,
  g.kind AS kind, g.status AS status, g.signed_on AS signed_on, g.period_from AS period_from, g.period_to AS period_to,
  [(g)-[:ABOUT]->(topic:Topic) | topic.id] AS topics,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  g.signed_on_precision AS signed_on_precision, g.period_from_precision AS period_from_precision,
  g.period_to_precision AS period_to_precision
