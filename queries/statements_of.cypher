//---
// title: {vi: "Văn bản nào nói về một mục", en: "Which documents speak of something"}
// description:
//   vi: "Mỗi dòng là một mục của một văn bản, với tình trạng và cách viết mà văn bản ấy dùng; theo ngày văn bản nói đến."
//   en: "A row for each section of each document, with the status and spelling it uses; by the day the document speaks of."
// group: documents
// phrases:
//   vi:
//     - "văn bản nào nói về {entity}"
//     - "{entity} được nêu ở đâu"
//     - "nguồn của {entity}"
//     - "{entity} được nhắc đến ở đâu"
//     - "văn bản nào nhắc đến {entity}"
//     - "{entity} có trong văn bản nào"
//     - "ở đâu nói về {entity}"
//     - "tìm văn bản có nhắc {entity}"
//     - "{entity} xuất hiện trong những văn bản nào"
//     - "văn bản nào đề cập {entity}"
//     - "tài liệu về {entity}"
//     - "mục nào của văn bản nêu {entity}"
//     - "căn cứ nguồn về {entity}"
//     - "những văn bản nói tới {entity}"
//   en:
//     - "which documents speak of {entity}"
//     - "where is {entity} stated"
//     - "sources of {entity}"
//     - "where is {entity} mentioned"
//     - "which documents mention {entity}"
//     - "documents about {entity}"
//     - "in which documents does {entity} appear"
//     - "where does {entity} occur"
//     - "what sources are there on {entity}"
//     - "which sections name {entity}"
//     - "documents that refer to {entity}"
//     - "sources on {entity}"
// params:
//   entity:
//     type: Entity
//     description: {vi: "bất kỳ mục nào", en: "anything"}
//     example: vn.bac-giang
// order: [said_on, document, section]
// columns:
//   document: Document
//   section: section
//   said_on: date
//   status: AgreementStatus
//   status_on: date
//   as_written: text[]
//   sources: source[]
//---
MATCH (n:Entity {id: $entity})-[s:STATED_IN]->(d:Document)
UNWIND s.sections AS section
RETURN d.id AS document, section, coalesce(s.status_on, d.as_of, d.issued_on) AS said_on, s.status AS status,
  s.status_on AS status_on, s.as_written AS as_written, [d.id + '#' + section] AS sources
