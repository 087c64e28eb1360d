//---
// title: {vi: "Thỏa thuận dự kiến, chưa ký", en: "Agreements planned but not signed"}
// description:
//   vi: "Thỏa thuận dự kiến, đang chuẩn bị hay chưa thấy ký vào ngày xem."
//   en: "Agreements planned, in preparation or not known to be signed on the day of the view."
// group: agreements
// phrases:
//   vi:
//     - "thỏa thuận nào chưa ký"
//     - "thỏa thuận dự kiến của {place}"
//     - "những gì {place} định ký mà chưa ký"
//     - "thỏa thuận đang chuẩn bị ký"
//     - "thỏa thuận còn ở dạng dự thảo"
//     - "thỏa thuận đang đàm phán"
//     - "{place} sắp ký gì"
//     - "{place} dự kiến ký với ai"
//     - "thỏa thuận sẽ ký"
//     - "các văn bản hợp tác đang soạn thảo"
//     - "thỏa thuận mới dừng ở dự kiến"
//     - "{place} còn thỏa thuận nào chưa ký"
//     - "thỏa thuận sắp ký kết"
//     - "dự thảo thỏa thuận của {place}"
//   en:
//     - "agreements planned but not signed"
//     - "what does {place} plan to sign"
//     - "agreements not yet signed"
//     - "drafts in preparation"
//     - "draft agreements"
//     - "agreements still being negotiated"
//     - "unsigned agreements of {place}"
//     - "which agreements are planned"
//     - "agreements to be signed soon"
//     - "what will {place} sign next"
//     - "pending agreements"
//     - "agreements in the pipeline"
//     - "what is {place} about to sign"
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
// derive: [agreement_not_signed]
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
  RETURN g, null AS ours
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Place)
  WITH DISTINCT unit
  MATCH (unit)<-[:AGENCY_OF*0..1]-(ours:Entity)
  WITH DISTINCT ours
  WHERE ours.id = $place OR NOT $only_itself
  MATCH (ours)-[:PARTY_TO]->(g:Agreement)
  RETURN g, ours
}
RETURN g.id AS agreement, [(g)<-[:PARTY_TO]-(party:Entity) | party.id] AS parties, ours.id AS through,
  g.kind AS kind, g.status AS status, g.signed_on AS signed_on, g.period_from AS period_from, g.period_to AS period_to,
  [(g)-[:ABOUT]->(topic:Topic) | topic.id] AS topics,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  g.signed_on_precision AS signed_on_precision, g.period_from_precision AS period_from_precision,
  g.period_to_precision AS period_to_precision
