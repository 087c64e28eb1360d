//---
// title: {vi: "Cách viết trong văn bản", en: "Spellings in documents"}
// description:
//   vi: "Cách mỗi văn bản viết tên của một mục."
//   en: "How each document writes the name."
// group: documents
// phrases:
//   vi:
//     - "{entity} được viết thế nào"
//     - "cách viết của {entity}"
//     - "các cách viết của {entity}"
//     - "{entity} còn gọi là gì"
//     - "tên khác của {entity}"
//     - "{entity} viết thế nào"
//     - "{entity} có những tên gọi nào"
//     - "trong văn bản {entity} được viết ra sao"
//     - "các tên gọi khác nhau của {entity}"
//     - "{entity} có mấy cách viết"
//     - "{entity} tiếng Anh là gì"
//     - "phiên âm của {entity}"
//   en:
//     - "how is {entity} spelled"
//     - "spellings of {entity}"
//     - "other names of {entity}"
//     - "how is {entity} written"
//     - "aliases of {entity}"
//     - "name variants of {entity}"
//     - "what else is {entity} called"
//     - "how do the documents write {entity}"
//     - "different spellings of {entity}"
//     - "under which names does {entity} occur"
//     - "{entity} also known as"
// params:
//   entity:
//     type: Entity
//     description: {vi: "bất kỳ mục nào", en: "anything"}
//     example: vn.bac-giang
// columns:
//   as_written: text
//   document: Document
//   sources: source[]
//---
MATCH (:Entity {id: $entity})-[s:STATED_IN]->(d:Document)
UNWIND s.as_written AS as_written
RETURN as_written, d.id AS document, [section IN s.sections | d.id + '#' + section] AS sources
ORDER BY as_written, document
LIMIT $limit
