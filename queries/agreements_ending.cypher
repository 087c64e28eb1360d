//---
// title: {vi: "Thỏa thuận sắp hết hạn", en: "Agreements about to end"}
// description:
//   vi: "Thỏa thuận đang hiệu lực mà hết hạn, tự gia hạn hoặc được nêu là chấm dứt trong số tháng tới."
//   en: "Agreements in force that end, renew themselves or are stated as terminated within so many months."
// group: agreements
// phrases:
//   vi:
//     - "thỏa thuận sắp hết hạn"
//     - "thỏa thuận hết hạn trong {within_months} tháng tới"
//     - "thỏa thuận nào của {place} sắp hết hạn"
//     - "sắp hết hiệu lực"
//     - "thỏa thuận sắp hết hạn của {place}"
//     - "{place} có thỏa thuận nào sắp hết hạn"
//     - "thỏa thuận hết hạn {within_months}"
//     - "thỏa thuận cần gia hạn"
//     - "thỏa thuận sắp phải gia hạn"
//     - "thỏa thuận nào sẽ hết hạn trong {within_months}"
//     - "thỏa thuận nào kết thúc trong {within_months}"
//     - "thỏa thuận của {place} hết hạn trong {within_months}"
//     - "đến lúc phải gia hạn thỏa thuận nào"
//     - "thỏa thuận nào chuẩn bị mãn hạn"
//     - "thỏa thuận còn {within_months} là hết hạn"
//     - "thỏa thuận gần hết thời hạn"
//   en:
//     - "agreements about to end"
//     - "agreements ending within {within_months} months"
//     - "which agreements of {place} expire soon"
//     - "agreements of {place} ending soon"
//     - "agreements to be renewed"
//     - "what ends soon"
//     - "which agreements will expire within {within_months}"
//     - "agreements expiring in {within_months}"
//     - "agreements due for renewal"
//     - "agreements of {place} that expire in {within_months}"
//     - "which agreements run out next"
//     - "agreements nearing expiry"
//     - "agreements that will end in {within_months}"
//     - "which agreements of {place} need to be renewed"
// params:
//   within_months:
//     type: integer
//     description: {vi: "trong bao nhiêu tháng tới", en: "within how many months"}
//     example: 12
//     default: 12
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
// derive: [agreement_ending]
// order: [ends_on, agreement, through]
// columns:
//   agreement: Agreement
//   ends_on: date
//   reason: EndReason
//   notice_by: date
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
