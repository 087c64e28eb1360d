//---
// title: {vi: "Thỏa thuận theo tình trạng", en: "Agreements by state"}
// description:
//   vi: "Thỏa thuận có một tình trạng vào ngày xem: đang hiệu lực, dự kiến hay đã hết hạn."
//   en: "Agreements that have one state on the day of the view: in force, planned, expired and so on."
// group: agreements
// phrases:
//   vi:
//     - "thỏa thuận {state}"
//     - "thỏa thuận của {place} có tình trạng {state}"
//     - "thỏa thuận nào {state}"
//     - "những thỏa thuận ở trạng thái {state}"
//     - "{place} có thỏa thuận nào {state}"
//     - "lọc thỏa thuận theo tình trạng {state}"
//     - "các thỏa thuận đã {state}"
//     - "bao nhiêu thỏa thuận {state}"
//     - "tình trạng {state}"
//   en:
//     - "agreements {state}"
//     - "agreements of {place} that are {state}"
//     - "which agreements are {state}"
//     - "agreements with status {state}"
//     - "which agreements have been {state}"
//     - "does {place} have agreements that are {state}"
//     - "{state} agreements"
//     - "agreements whose state is {state}"
//     - "how many agreements are {state}"
// params:
//   state:
//     type: AgreementState
//     description: {vi: "tình trạng", en: "the state"}
//     example: planned
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
// derive: [agreement_in_state]
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
