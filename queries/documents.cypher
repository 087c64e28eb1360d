//---
// title: {vi: "Các văn bản đã nạp", en: "Documents loaded"}
// description:
//   vi: "Văn bản có dữ kiện trong đồ thị, mới nhất trước, với số mục nó nêu và người rà soát."
//   en: "Documents with facts in the graph, newest first, with the number of things they state and who reviewed them."
// group: documents
// phrases:
//   vi:
//     - "văn bản mới nhất"
//     - "các văn bản đã nạp"
//     - "văn bản loại {kind}"
//     - "danh sách văn bản"
//     - "những văn bản nào đã nạp"
//     - "văn bản gần đây"
//     - "đã nạp những gì"
//     - "có những văn bản nào"
//     - "hệ thống dựa trên văn bản nào"
//     - "nguồn tài liệu gồm những gì"
//     - "bao nhiêu văn bản"
//     - "các {kind} đã nạp"
//     - "dữ liệu lấy từ những văn bản nào"
//     - "kho văn bản"
//   en:
//     - "newest documents"
//     - "documents loaded"
//     - "documents of kind {kind}"
//     - "list of documents"
//     - "recent documents"
//     - "which documents are loaded"
//     - "latest documents"
//     - "which documents is the data based on"
//     - "all documents"
//     - "how many documents are there"
//     - "what sources are used"
//     - "which sources does the system have"
//     - "document list"
//     - "where does the data come from"
// params:
//   kind:
//     type: DocumentKind
//     description: {vi: "chỉ một loại", en: "only one kind"}
//     example: plan
//     default: null
//   reviewed:
//     type: yes/no
//     description: {vi: "chỉ văn bản đã rà soát, hoặc chưa", en: "only documents reviewed, or not reviewed"}
//     example: false
//     default: null
// columns:
//   document: Document
//   kind: DocumentKind
//   number: text
//   issuers: Agency[]
//   issued_on: date
//   items: integer
//   status: DocumentStatus
//   period_from: date
//   period_to: date
//   reviewed_by: text
//   reviewed_on: date
//   url: text
//   sources: source[]
//   issued_on_precision: precision
//---
MATCH (d:Document)<-[:STATED_IN]-(item:Entity)
WHERE item:Agreement OR item:Task OR item:Event
WITH d, count(item) AS items
WHERE ($kind IS NULL OR d.kind = $kind)
  AND ($reviewed IS NULL OR $reviewed = (d.reviewed_by IS NOT NULL OR d.reviewed_on IS NOT NULL))
RETURN d.id AS document, d.kind AS kind, d.number AS number, [(d)-[:ISSUED_BY]->(body:Agency) | body.id] AS issuers,
  d.issued_on AS issued_on, items, d.status AS status, d.period_from AS period_from, d.period_to AS period_to,
  d.reviewed_by AS reviewed_by, d.reviewed_on AS reviewed_on, d.url AS url, [d.id + '#-'] AS sources,
  d.issued_on_precision AS issued_on_precision
ORDER BY coalesce(toString(d.issued_on), '') DESC, d.id
LIMIT $limit
