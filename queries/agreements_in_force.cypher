//---
// title: {vi: "Thỏa thuận đang hiệu lực", en: "Agreements in force"}
// description:
//   vi: "Thỏa thuận đã ký và chưa hết hạn, chưa chấm dứt vào ngày xem."
//   en: "Agreements signed and neither expired nor terminated on the day of the view."
// group: agreements
// phrases:
//   vi:
//     - "thỏa thuận còn hiệu lực"
//     - "thỏa thuận đang hiệu lực của {place}"
//     - "những thỏa thuận nào còn hiệu lực"
//     - "thỏa thuận có hiệu lực"
//     - "{place} còn những thỏa thuận nào hiệu lực"
//     - "thỏa thuận còn hiệu lực ngày {as_of}"
//     - "thỏa thuận với {place} còn hiệu lực"
//     - "bao nhiêu thỏa thuận còn hiệu lực"
//     - "thỏa thuận chưa hết hạn"
//     - "thỏa thuận nào đang được thực hiện"
//     - "thỏa thuận hiện hành của {place}"
//     - "vào {as_of} những thỏa thuận nào có hiệu lực"
//     - "thỏa thuận còn thời hạn"
//   en:
//     - "agreements in force"
//     - "agreements of {place} in force"
//     - "which agreements are still valid"
//     - "valid agreements"
//     - "current agreements of {place}"
//     - "agreements in force on {as_of}"
//     - "is the agreement with {place} still valid"
//     - "active agreements with {place}"
//     - "which agreements have not expired yet"
//     - "how many agreements are in force"
//     - "what agreements were valid on {as_of}"
//     - "agreements of {place} that still apply"
//     - "running agreements"
// params:
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
//   only_itself:
//     type: yes/no
//     description: {vi: "chỉ những gì chính nó là một bên", en: "only where it is a party itself"}
//     default: false
// derive: [agreement_in_force]
// order: [agreement, through]
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
