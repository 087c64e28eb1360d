//---
// title: {vi: "Văn bản chưa có người rà soát", en: "Documents nobody has reviewed"}
// description:
//   vi: "Văn bản nêu dữ kiện mà chưa ai đối chiếu với bản gốc."
//   en: "Documents that state facts which nobody has compared with the original."
// group: documents
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "Đối chiếu với bản gốc, ghi reviewed_by và reviewed_on."
//   en: "Compare with the original, enter reviewed_by and reviewed_on."
// columns:
//   item: Document
//   kind: DocumentKind
//   sources: source[]
//---
MATCH (d:Document)
WHERE d.reviewed_by IS NULL AND d.reviewed_on IS NULL
  AND EXISTS { (d)<-[:STATED_IN]-(x:Entity) WHERE x:Agreement OR x:Task OR x:Event }
RETURN d.id AS item, d.kind AS kind,
  [d.id + '#-'] AS sources
ORDER BY item
LIMIT $limit
