//---
// title: {vi: "Văn bản thiếu ngày", en: "Documents without a day"}
// description:
//   vi: "Văn bản nêu dữ kiện mà không có ngày ban hành, cũng không có ngày nó nói đến: không biết lời nào mới hơn."
//   en: "Documents that state facts but have neither a day of issue nor one they speak of: which statement is newer is unknown."
// group: documents
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Ghi issued_on hoặc as_of."
//   en: "Enter issued_on or as_of."
// columns:
//   item: Document
//   kind: DocumentKind
//   sources: source[]
//---
MATCH (d:Document)
WHERE d.issued_on IS NULL AND d.as_of IS NULL
  AND EXISTS { (d)<-[:STATED_IN]-(x:Entity) WHERE x:Agreement OR x:Task OR x:Event }
RETURN d.id AS item, d.kind AS kind,
  [d.id + '#-'] AS sources
ORDER BY item
LIMIT $limit
