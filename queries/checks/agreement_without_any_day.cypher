//---
// title: {vi: "Thỏa thuận đã ký thiếu cả ngày ký lẫn thời hạn", en: "Signed agreements without day and period"}
// description:
//   vi: "Đã ký nhưng không có ngày ký, cũng không có thời hạn: chỉ biết hiệu lực qua ngày của văn bản nêu nó."
//   en: "Signed, but with neither a signing date nor a period: in force only from the day of the document that says so."
// group: agreements
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "Hỏi cơ quan ký hoặc tìm tin lễ ký, ghi signed_on."
//   en: "Ask the signing body or find the news of the signing, and enter signed_on."
// columns:
//   item: Agreement
//   parties: Place|Agency[]
//   sources: source[]
//---
MATCH (g:Agreement {status: 'signed'})
WHERE g.signed_on IS NULL AND g.period_from IS NULL AND g.period_to IS NULL
RETURN g.id AS item, [(g)<-[:PARTY_TO]-(party:Entity) | party.id] AS parties,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
