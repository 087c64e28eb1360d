//---
// title: {vi: "Văn bản triển khai, thay thế, viện dẫn", en: "How documents hang together"}
// description:
//   vi: "Văn bản mà nó triển khai, thay thế, viện dẫn, và ngược lại."
//   en: "What the document implements, replaces and cites, and which documents do so with it."
// group: documents
// phrases:
//   vi:
//     - "{document} thay thế văn bản nào"
//     - "{document} căn cứ vào đâu"
//     - "{document} thay thế gì"
//     - "{document} triển khai gì"
//     - "{document} viện dẫn gì"
//     - "văn bản liên quan đến {document}"
//   en:
//     - "what does {document} replace"
//     - "what does {document} cite"
//     - "what does {document} implement"
//     - "documents related to {document}"
// params:
//   document:
//     type: Document
//     description: {vi: "văn bản", en: "the document"}
//     example: vn.bac-giang.kh-481-2022
// order: [relationship, start_node, end_node]
// columns:
//   start_node: Document
//   relationship: relationship
//   end_node: Document|Agreement
//   sources: source[]
//---
MATCH (d:Document {id: $document})-[r:IMPLEMENTS|REPLACES|CITES|TEXT_OF]-(:Entity)
RETURN startNode(r).id AS start_node, type(r) AS relationship, endNode(r).id AS end_node, r.sources AS sources
