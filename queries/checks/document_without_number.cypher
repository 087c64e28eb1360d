//---
// title: {vi: "Văn bản hành chính thiếu số", en: "Official documents without a number"}
// description:
//   vi: "Kế hoạch, thông báo, công văn … chưa có số."
//   en: "Plans, notices, letters and the like that have no number."
// group: documents
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Ghi number; bản gốc để trống thì tìm số trong văn bản nhắc đến nó."
//   en: "Enter number; where the original leaves it blank, find it in a document that names it."
// columns:
//   item: Document
//   kind: DocumentKind
//   sources: source[]
//---
MATCH (d:Document {status: 'issued'})
WHERE d.number IS NULL
  AND d.kind IN ['plan', 'notice', 'letter', 'decision', 'resolution', 'directive', 'programme', 'law', 'decree', 'circular']
RETURN d.id AS item, d.kind AS kind,
  [d.id + '#-'] AS sources
ORDER BY item
LIMIT $limit
