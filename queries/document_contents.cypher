//---
// title: {vi: "Một văn bản nêu những gì", en: "What a document states"}
// description:
//   vi: "Mọi mục mà văn bản nêu, theo thứ tự các mục của nó."
//   en: "Everything the document states, in the order of its sections."
// group: documents
// phrases:
//   vi:
//     - "{document} nêu những gì"
//     - "nội dung của {document}"
//     - "{document}"
//     - "{document} có gì"
//     - "{document} quy định gì"
//     - "{document} giao những việc gì"
//     - "chi tiết {document}"
//     - "tóm tắt {document}"
//     - "{document} yêu cầu những gì"
//     - "{document} nói về gì"
//     - "các mục của {document}"
//     - "{document} gồm những nhiệm vụ, thỏa thuận nào"
//     - "nội dung chính của {document}"
//     - "{document} đề ra những việc gì"
//     - "{document} đề cập những gì"
//   en:
//     - "what does {document} state"
//     - "contents of {document}"
//     - "{document}"
//     - "what is in {document}"
//     - "details of {document}"
//     - "summary of {document}"
//     - "what does {document} say"
//     - "what does {document} require"
//     - "main points of {document}"
//     - "items of {document}"
//     - "what is {document} about"
//     - "sections of {document}"
//     - "what does {document} mention"
// params:
//   document:
//     type: Document
//     description: {vi: "văn bản", en: "the document"}
//     example: vn.bac-giang.kh-481-2022
// order: [section, kind, item]
// columns:
//   kind: label
//   item: Entity
//   section: section
//   sources: source[]
//---
MATCH (d:Document {id: $document})<-[s:STATED_IN]-(n:Entity)
WHERE n.id <> d.id
UNWIND s.sections AS section
RETURN [l IN labels(n) WHERE l <> 'Entity'][0] AS kind, n.id AS item, section, [d.id + '#' + section] AS sources
