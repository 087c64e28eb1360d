//---
// title: {vi: "Thỏa thuận theo giai đoạn", en: "Agreements by period"}
// description:
//   vi: "Thỏa thuận có hiệu lực, hoặc định có hiệu lực, vào một ngày nào đó trong khoảng thời gian; không nêu khoảng nào thì là tất cả."
//   en: "Agreements that hold, or are meant to hold, on a day within the time; all where no time is given."
// group: agreements
// phrases:
//   vi:
//     - "thỏa thuận từ {from} đến {to}"
//     - "thỏa thuận giai đoạn {from} {to}"
//     - "tất cả thỏa thuận"
//     - "các thỏa thuận"
//     - "thỏa thuận có hiệu lực trong {from} {to}"
//     - "thỏa thuận năm {from} {to}"
//     - "thỏa thuận của {place} giai đoạn {from} {to}"
//     - "thỏa thuận thực hiện trong giai đoạn {from} {to}"
//     - "thỏa thuận thuộc thời kỳ {from} {to}"
//     - "danh sách toàn bộ thỏa thuận"
//     - "có bao nhiêu thỏa thuận"
//     - "những thỏa thuận đang chạy trong {from} {to}"
//     - "{place} có thỏa thuận nào cho giai đoạn {from} {to}"
//     - "thỏa thuận nào bao trùm {from} {to}"
//   en:
//     - "agreements from {from} to {to}"
//     - "agreements of the period {from} {to}"
//     - "all agreements"
//     - "agreements in {from} {to}"
//     - "agreements of {place} from {from} to {to}"
//     - "agreements running between {from} and {to}"
//     - "agreements covering {from} {to}"
//     - "how many agreements are there"
//     - "which agreements were in force during {from} {to}"
//     - "list every agreement"
//     - "agreements for the term {from} {to}"
//     - "agreements of {place} for the period {from} {to}"
// params:
//   from:
//     type: date
//     description: {vi: "từ ngày", en: "first day"}
//     example: 2021-01-01
//     default: null
//   to:
//     type: date
//     description: {vi: "đến ngày, tính cả ngày ấy", en: "last day, inclusive"}
//     example: 2025-12-31
//     default: null
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
// derive: [agreement_in_period]
// order: [state, period_from, agreement, through]
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
