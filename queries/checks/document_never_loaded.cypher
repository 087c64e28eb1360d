//---
// title: {vi: "Được viện dẫn mà chưa nạp", en: "Cited but never loaded"}
// description:
//   vi: "Kế hoạch, thông báo, quyết định … được văn bản khác nhắc đến nhưng chưa có dữ kiện nào của nó."
//   en: "Plans, notices, decisions and the like that others name while no fact of theirs is loaded."
// group: documents
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Tìm văn bản, đọc bằng hoptac read rồi nạp."
//   en: "Find the document, read it with hoptac read and load it."
// columns:
//   item: Document
//   kind: DocumentKind
//   cited_by: {type: "Document[]", title: {vi: "Được nhắc trong", en: "Named in"}}
//   sources: source[]
//---
MATCH (d:Document)<-[:CITES|IMPLEMENTS|REPLACES]-(other:Document)
WHERE d.kind IN ['plan', 'notice', 'letter', 'decision', 'resolution', 'directive', 'programme', 'minutes', 'agreement_text']
  AND NOT EXISTS { (d)<-[:STATED_IN]-(x:Entity) WHERE x:Agreement OR x:Task OR x:Event }
WITH d, collect(DISTINCT other.id) AS cited_by
RETURN d.id AS item, d.kind AS kind, cited_by,
  reduce(all = [], one IN [(d)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
