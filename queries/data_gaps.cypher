//---
// title: {vi: "Dữ liệu còn thiếu", en: "What the data lack"}
// description:
//   vi: "Thỏa thuận không nêu thời hạn, có bên không còn, chưa có nhiệm vụ, chưa thấy ký; văn bản chưa có người rà soát."
//   en: "Agreements without a term, with a party that has ended, without tasks, not seen signed; documents nobody has reviewed."
// group: overview
// phrases:
//   vi:
//     - "dữ liệu còn thiếu gì"
//     - "khoảng trống dữ liệu"
//     - "{gap}"
//     - "chỗ nào dữ liệu chưa đủ"
//     - "thiếu dữ liệu gì"
//     - "thỏa thuận có bên không còn"
//     - "dữ liệu còn chỗ nào chưa hoàn chỉnh"
//     - "thông tin nào còn thiếu"
//     - "những điểm trống trong dữ liệu"
//     - "cần bổ sung dữ liệu gì"
//     - "văn bản nào chưa rà soát"
//     - "văn bản chưa có người rà soát"
//     - "thỏa thuận có một bên đã sáp nhập"
//     - "dữ liệu thiếu sót ở đâu"
//   en:
//     - "what is missing"
//     - "gaps in the data"
//     - "{gap}"
//     - "missing data"
//     - "what data is missing"
//     - "where is the data incomplete"
//     - "incomplete data"
//     - "what information is lacking"
//     - "data that needs completing"
//     - "which documents have not been reviewed"
//     - "agreements with a party that no longer exists"
//     - "holes in the data"
//     - "unreviewed documents"
//     - "missing information"
//     - "which data need to be completed"
// params:
//   gap:
//     type: Gap
//     description: {vi: "chỉ một loại khoảng trống", en: "only one kind of gap"}
//     example: no_term
//     default: null
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
// derive: [data_gap]
// order: [gap, item]
// columns:
//   gap: Gap
//   item: Agreement|Document
//   state: AgreementState
//   sources: source[]
//---
MATCH (g:Agreement)
OPTIONAL MATCH (g)<-[:PARTY_TO]-(party:Entity)
WITH g, sum(CASE WHEN party.valid_to <= $as_of THEN 1 ELSE 0 END) AS ended_parties
RETURN g.id AS item, g.id AS agreement, ended_parties, COUNT { (g)<-[:UNDER|CONCERNS]-(:Task) } AS tasks, true AS reviewed,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources
UNION ALL
MATCH (d:Document)
WHERE d.reviewed_by IS NULL AND d.reviewed_on IS NULL
  AND EXISTS { (d)<-[:STATED_IN]-(x:Entity) WHERE x:Agreement OR x:Task OR x:Event }
RETURN d.id AS item, null AS agreement, 0 AS ended_parties, 0 AS tasks, false AS reviewed, [d.id + '#-'] AS sources
