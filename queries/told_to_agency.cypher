//---
// title: {vi: "Mỗi văn bản giao gì cho một cơ quan", en: "What each document tells one body"}
// description:
//   vi: "Theo từng văn bản, theo thứ tự mục: việc cơ quan chủ trì, phối hợp, nhận báo cáo, ký hay là một bên, kể cả qua tập thể."
//   en: "Document by document, in order of sections: what the body leads, coordinates, gets reports on, signs or is party to, also through a group."
// group: documents
// phrases:
//   vi:
//     - "các văn bản giao gì cho {agency}"
//     - "{agency} được giao gì trong từng văn bản"
//     - "văn bản nào giao việc cho {agency}"
//     - "{document} giao gì cho {agency}"
//     - "từng văn bản giao cho {agency} những gì"
//     - "{agency} có những nhiệm vụ gì theo {document}"
//     - "theo {document} thì {agency} phải làm gì"
//     - "{document} yêu cầu {agency} làm gì"
//     - "mỗi văn bản yêu cầu {agency} làm gì"
//     - "văn bản nào phân công {agency}"
//     - "các văn bản yêu cầu gì ở {agency}"
//   en:
//     - "what each document tells {agency}"
//     - "what was {agency} told"
//     - "which documents give tasks to {agency}"
//     - "what does {document} tell {agency}"
//     - "what does {document} ask of {agency}"
//     - "what must {agency} do under {document}"
//     - "document by document, what is assigned to {agency}"
//     - "what do the documents require of {agency}"
//     - "instructions to {agency} in each document"
//     - "which documents instruct {agency}"
// params:
//   agency:
//     type: Agency
//     description: {vi: "cơ quan", en: "the body"}
//     example: vn.bac-giang.so-ngoai-vu
//   document:
//     type: Document
//     description: {vi: "chỉ của một văn bản", en: "only of one document"}
//     example: vn.bac-giang.kh-481-2022
//     default: null
// order: [document, section, part, item, via_group]
// columns:
//   document: Document
//   section: section
//   part: AgencyPart
//   item: Task|Event|Agreement
//   via_group: Agency
//   sources: source[]
//---
MATCH (:Agency {id: $agency})-[:MEMBER_OF*0..3]->(body:Agency)
WITH DISTINCT body
MATCH (body)-[r:LEADS|COORDINATES|REPORTS_TO|SIGNS|PARTY_TO]-(item:Entity)
UNWIND r.sources AS source
WITH body, r, item, split(source, '#')[0] AS document, split(source, '#')[1] AS section, source
WHERE $document IS NULL OR document = $document
RETURN document, section, CASE type(r)
    WHEN 'LEADS' THEN 'lead' WHEN 'COORDINATES' THEN 'coordinate' WHEN 'REPORTS_TO' THEN 'report'
    WHEN 'SIGNS' THEN 'sign' ELSE 'party' END AS part,
  item.id AS item, CASE WHEN body.id <> $agency THEN body.id END AS via_group, [source] AS sources
