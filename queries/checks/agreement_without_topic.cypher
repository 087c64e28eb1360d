//---
// title: {vi: "Thỏa thuận chưa có lĩnh vực", en: "Agreements without a topic"}
// description:
//   vi: "Không lĩnh vực nào được ghi nên câu hỏi theo lĩnh vực không thấy nó."
//   en: "No topic is entered, so questions by topic miss it."
// group: agreements
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "Ghi lĩnh vực vào topics."
//   en: "Enter its fields in topics."
// columns:
//   item: Agreement
//   kind: AgreementKind
//   sources: source[]
//---
MATCH (g:Agreement)
WHERE NOT EXISTS { (g)-[:ABOUT]->(:Topic) }
RETURN g.id AS item, g.kind AS kind,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
