//---
// title: {vi: "Thỏa thuận ký trong khoảng ngày", en: "Agreements signed between two days"}
// description:
//   vi: "Thỏa thuận mà văn bản nêu ngày ký trong khoảng ngày, mới nhất trước."
//   en: "Agreements whose day of signing is stated and lies within the time, newest first."
// group: agreements
// phrases:
//   vi:
//     - "thỏa thuận ký từ {from} đến {to}"
//     - "thỏa thuận mới ký"
//     - "{place} mới ký gì"
//     - "đã ký gì trong năm qua"
//     - "thỏa thuận ký gần đây"
//     - "thỏa thuận ký năm {from} {to}"
//     - "đã ký gì trong {from} {to}"
//     - "{place} ký gì trong {from} {to}"
//     - "ký {from} {to}"
//     - "thỏa thuận được ký trong {from} {to}"
//     - "những thỏa thuận đã ký kết {from} {to}"
//     - "trong {from} {to} đã ký được bao nhiêu thỏa thuận"
//     - "{from} {to} ký với ai"
//     - "{place} đã ký thỏa thuận nào trong {from} {to}"
//     - "thỏa thuận ký mới nhất"
//     - "thỏa thuận có ngày ký {from} {to}"
//     - "{from} {to} ký thêm được gì"
//   en:
//     - "agreements signed from {from} to {to}"
//     - "agreements signed lately"
//     - "what was signed recently by {place}"
//     - "agreements signed in {from} {to}"
//     - "what was signed in {from} {to}"
//     - "signed in {from} {to}"
//     - "agreements {place} signed in {from} {to}"
//     - "what did {place} sign in {from} {to}"
//     - "latest signed agreements"
//     - "new agreements"
//     - "how many agreements were signed in {from} {to}"
//     - "which agreements were concluded in {from} {to}"
//     - "agreements signed since {from}"
//     - "agreements signed before {to}"
// params:
//   from:
//     type: date
//     description: {vi: "từ ngày", en: "first day"}
//     default: today - 1 years
//   to:
//     type: date
//     description: {vi: "đến ngày, tính cả ngày ấy", en: "last day, inclusive"}
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
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
// derive: [agreement_life]
// order: [-signed_on, agreement, through]
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
  WHERE $from <= g.signed_on <= $to
  RETURN g, null AS ours
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Place)
  WITH DISTINCT unit
  MATCH (unit)<-[:AGENCY_OF*0..1]-(ours:Entity)
  WITH DISTINCT ours
  WHERE ours.id = $place OR NOT $only_itself
  MATCH (ours)-[:PARTY_TO]->(g:Agreement)
  WHERE $from <= g.signed_on <= $to
  RETURN g, ours
}
RETURN g.id AS agreement, [(g)<-[:PARTY_TO]-(party:Entity) | party.id] AS parties, ours.id AS through,
  g.kind AS kind, g.status AS status, g.signed_on AS signed_on, g.period_from AS period_from, g.period_to AS period_to,
  [(g)-[:ABOUT]->(topic:Topic) | topic.id] AS topics,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  g.signed_on_precision AS signed_on_precision, g.period_from_precision AS period_from_precision,
  g.period_to_precision AS period_to_precision
