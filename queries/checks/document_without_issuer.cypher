//---
// title: {vi: "Văn bản hành chính thiếu cơ quan ban hành", en: "Official documents without an issuer"}
// description:
//   vi: "Kế hoạch, thông báo, công văn … nêu dữ kiện mà không rõ ai ban hành, nên tên trong ô không được hiểu theo nơi ban hành."
//   en: "Plans, notices, letters and the like that state facts while nobody knows who issued them, so names in cells are not read in the issuer's place."
// group: documents
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Ghi issuer."
//   en: "Enter issuer."
// columns:
//   item: Document
//   kind: DocumentKind
//   sources: source[]
//---
MATCH (d:Document)
WHERE d.kind IN ['plan', 'notice', 'letter', 'decision', 'resolution', 'directive', 'programme', 'law', 'decree', 'circular']
  AND NOT EXISTS { (d)-[:ISSUED_BY]->(:Agency) }
  AND EXISTS { (d)<-[:STATED_IN]-(x:Entity) WHERE x:Agreement OR x:Task OR x:Event }
RETURN d.id AS item, d.kind AS kind,
  [d.id + '#-'] AS sources
ORDER BY item
LIMIT $limit
