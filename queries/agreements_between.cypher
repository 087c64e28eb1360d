//---
// title: {vi: "Thỏa thuận giữa hai bên", en: "Agreements between two parties"}
// description:
//   vi: "Thỏa thuận có cả hai bên; mỗi địa phương kể cả đơn vị bên dưới, cơ quan và đơn vị tiền thân của nó."
//   en: "Agreements with both; each place with the units below it, its bodies and its predecessors."
// group: agreements
// phrases:
//   vi:
//     - "thỏa thuận giữa {a} và {b}"
//     - "{a} và {b} đã ký gì"
//     - "{a} hợp tác với {b} theo thỏa thuận nào"
//     - "{a} với {b}"
//     - "{a} và {b} có thỏa thuận gì"
//     - "{a} ký gì với {b}"
//     - "quan hệ giữa {a} và {b}"
//     - "{a} {b}"
//     - "hợp tác giữa {a} và {b}"
//     - "thỏa thuận của {a} với {b}"
//     - "{a} và {b} hợp tác gì"
//     - "văn bản hợp tác ký giữa {a} và {b}"
//     - "{a} có hợp tác với {b} không"
//     - "hai bên {a} và {b} đã ký những văn bản nào"
//     - "quan hệ hợp tác {a} {b}"
//     - "{a} có đối tác nào ở {b}"
//     - "quá trình hợp tác giữa {a} và {b}"
//   en:
//     - "agreements between {a} and {b}"
//     - "what have {a} and {b} signed"
//     - "{a} and {b}"
//     - "what is there between {a} and {b}"
//     - "what did {a} sign with {b}"
//     - "cooperation between {a} and {b}"
//     - "agreements of {a} with {b}"
//     - "{a} {b}"
//     - "does {a} cooperate with {b}"
//     - "relations between {a} and {b}"
//     - "documents signed by {a} and {b}"
//     - "is there an agreement linking {a} to {b}"
//     - "partners of {a} in {b}"
//     - "how do {a} and {b} cooperate"
//     - "history of the agreement between {a} and {b}"
// params:
//   a:
//     type: Place|Agency
//     description: {vi: "một bên", en: "one party"}
//     example: vn.bac-giang
//   b:
//     type: Place|Agency
//     description: {vi: "bên kia", en: "the other party"}
//     example: la.xaysomboun
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
MATCH (:Entity {id: $a})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Entity)
WITH DISTINCT unit
MATCH (unit)<-[:AGENCY_OF*0..1]-(ours:Entity)
WITH DISTINCT ours
WHERE ours.id = $a OR NOT $only_itself
MATCH (ours)-[:PARTY_TO]->(g:Agreement)
MATCH (g)<-[:PARTY_TO]-(other:Entity)
WHERE other.id <> ours.id AND (other.id = $b OR NOT $only_itself AND EXISTS {
  (other)-[:AGENCY_OF*0..1]->(:Entity)-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]->(:Entity {id: $b})
})
WITH DISTINCT g, ours
RETURN g.id AS agreement, [(g)<-[:PARTY_TO]-(party:Entity) | party.id] AS parties, ours.id AS through,
  g.kind AS kind, g.status AS status, g.signed_on AS signed_on, g.period_from AS period_from, g.period_to AS period_to,
  [(g)-[:ABOUT]->(topic:Topic) | topic.id] AS topics,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  g.signed_on_precision AS signed_on_precision, g.period_from_precision AS period_from_precision,
  g.period_to_precision AS period_to_precision
