//---
// title: {vi: "Thỏa thuận của một địa phương", en: "Agreements of a place"}
// description:
//   vi: "Thỏa thuận mà địa phương, đơn vị bên dưới, cơ quan hay đơn vị tiền thân của nó là một bên; còn hiệu lực trước."
//   en: "Agreements to which the place, a unit below it, a body or a predecessor of it is party; those in force first."
// group: agreements
// phrases:
//   vi:
//     - "thỏa thuận của {place}"
//     - "{place} có những thỏa thuận nào"
//     - "{place} đã ký những gì"
//     - "các thỏa thuận {place} ký"
//     - "thỏa thuận với {place}"
//     - "{place} ký gì"
//     - "{place} ký những thỏa thuận nào"
//     - "bản ghi nhớ của {place}"
//     - "danh sách thỏa thuận của {place}"
//     - "{place} có bao nhiêu thỏa thuận"
//     - "{place} đã ký những văn bản hợp tác nào với nước ngoài"
//     - "{place} có ký kết gì không"
//     - "{place} đã ký với ai"
//     - "thỏa thuận {place}"
//     - "các văn bản {place} đã ký kết"
//     - "{place} tham gia thỏa thuận nào"
//     - "{place} là một bên của thỏa thuận nào"
//   en:
//     - "agreements of {place}"
//     - "what has {place} signed"
//     - "which agreements does {place} have"
//     - "agreements with {place}"
//     - "what did {place} sign"
//     - "list agreements of {place}"
//     - "{place} agreements"
//     - "agreements signed by {place}"
//     - "how many agreements has {place} signed"
//     - "with whom has {place} signed"
//     - "to which agreements is {place} a party"
//     - "international agreements of {place}"
//     - "agreements involving {place}"
//     - "has {place} signed anything"
// params:
//   place:
//     type: Place
//     description: {vi: "địa phương", en: "the place"}
//     example: vn.bac-giang
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
MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Place)
WITH DISTINCT unit
MATCH (unit)<-[:AGENCY_OF*0..1]-(ours:Entity)
WITH DISTINCT ours
WHERE ours.id = $place OR NOT $only_itself
MATCH (ours)-[:PARTY_TO]->(g:Agreement)
RETURN g.id AS agreement, [(g)<-[:PARTY_TO]-(party:Entity) | party.id] AS parties, ours.id AS through,
  g.kind AS kind, g.status AS status, g.signed_on AS signed_on, g.period_from AS period_from, g.period_to AS period_to,
  [(g)-[:ABOUT]->(topic:Topic) | topic.id] AS topics,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  g.signed_on_precision AS signed_on_precision, g.period_from_precision AS period_from_precision,
  g.period_to_precision AS period_to_precision
