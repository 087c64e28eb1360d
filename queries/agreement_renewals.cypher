//---
// title: {vi: "Gia hạn thỏa thuận", en: "Renewals of agreements"}
// description:
//   vi: "Thỏa thuận tự gia hạn, thỏa thuận gia hạn cho thỏa thuận trước và thỏa thuận được gia hạn."
//   en: "Agreements that renew themselves, that renew an earlier one, or that a later one renews."
// group: agreements
// phrases:
//   vi:
//     - "thỏa thuận được gia hạn"
//     - "thỏa thuận nào tự gia hạn"
//     - "gia hạn các thỏa thuận của {place}"
//     - "thỏa thuận thay cho thỏa thuận cũ"
//     - "thỏa thuận nào đã gia hạn"
//     - "những thỏa thuận ký lại, ký tiếp"
//     - "thỏa thuận tự động gia hạn của {place}"
//     - "thỏa thuận mới thay thỏa thuận đã hết hạn"
//     - "gia hạn"
//     - "thỏa thuận nối tiếp thỏa thuận trước"
//     - "các lần gia hạn thỏa thuận"
//     - "{place} đã gia hạn thỏa thuận nào"
//     - "thỏa thuận được kéo dài thời hạn"
//   en:
//     - "renewals of agreements"
//     - "which agreements renew themselves"
//     - "renewed agreements of {place}"
//     - "agreements that were extended"
//     - "agreements renewed automatically"
//     - "which agreements replace earlier ones"
//     - "extensions"
//     - "has {place} renewed any agreement"
//     - "agreements that continue an older one"
//     - "agreements with automatic renewal"
// params:
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
// derive: [agreement_life]
// order: [state, agreement]
// columns:
//   agreement: Agreement
//   state: AgreementState
//   period_from: date
//   period_to: date
//   renews: Agreement[]
//   renewed_by:
//     type: Agreement[]
//     title: {vi: "Được gia hạn bởi", en: "Renewed by"}
//   auto_renewal: yes/no
//   renewal_months: integer
//   notice_months: integer
//   sources: source[]
//   period_from_precision: precision
//   period_to_precision: precision
//---
CALL () {
  WITH 1 AS one WHERE $place IS NULL
  MATCH (g:Agreement)
  RETURN g
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Entity)
  WITH DISTINCT unit
  MATCH (unit)<-[:AGENCY_OF*0..1]-(party:Entity)
  WITH DISTINCT party
  MATCH (party)-[:PARTY_TO]->(g:Agreement)
  RETURN DISTINCT g
}
WITH g
WHERE g.auto_renewal OR EXISTS { (g)-[:RENEWS]-(:Agreement) }
RETURN g.id AS agreement, g.period_from AS period_from, g.period_to AS period_to,
  [(g)-[:RENEWS]->(other:Agreement) | other.id] AS renews, [(g)<-[:RENEWS]-(other:Agreement) | other.id] AS renewed_by,
  coalesce(g.auto_renewal, false) AS auto_renewal, g.renewal_months AS renewal_months, g.notice_months AS notice_months,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  g.period_from_precision AS period_from_precision, g.period_to_precision AS period_to_precision
