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
//     - "{document} dựa trên văn bản nào"
//     - "{document} thực hiện văn bản nào"
//     - "căn cứ của {document}"
//     - "cơ sở pháp lý của {document}"
//     - "{document} bị thay thế bởi văn bản nào"
//     - "văn bản nào triển khai {document}"
//     - "{document} dẫn chiếu văn bản nào"
//   en:
//     - "what does {document} replace"
//     - "what does {document} cite"
//     - "what does {document} implement"
//     - "documents related to {document}"
//     - "legal basis of {document}"
//     - "which documents does {document} refer to"
//     - "what replaced {document}"
//     - "on what is {document} based"
//     - "which document implements {document}"
//     - "links of {document} to other documents"
//     - "what does {document} supersede"
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
