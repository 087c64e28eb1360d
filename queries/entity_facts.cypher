//---
// title: {vi: "Dữ kiện của một mục", en: "Facts about something"}
// description:
//   vi: "Mỗi dòng là một thuộc tính, cho biết giá trị được nêu hay suy ra, và các văn bản nêu mục ấy."
//   en: "A row for each property, whether its value is stated or concluded, and the documents that state the entity."
// group: documents
// phrases:
//   vi:
//     - "{entity} là gì"
//     - "dữ kiện về {entity}"
//     - "thông tin về {entity}"
//     - "giới thiệu {entity}"
//     - "thông tin {entity}"
//     - "thông tin cơ bản của {entity}"
//     - "mô tả {entity}"
//     - "{entity} là ở đâu"
//     - "cho biết sơ lược về {entity}"
//     - "hồ sơ {entity}"
//     - "thông tin chung {entity}"
//   en:
//     - "what is {entity}"
//     - "facts about {entity}"
//     - "information about {entity}"
//     - "tell me about {entity}"
//     - "profile of {entity}"
//     - "background on {entity}"
//     - "basic facts on {entity}"
//     - "describe {entity}"
//     - "description of {entity}"
//     - "what do we know of {entity}"
//     - "{entity} info"
// params:
//   entity:
//     type: Entity
//     description: {vi: "bất kỳ mục nào", en: "anything"}
//     example: vn.bac-giang
// order: [property]
// columns:
//   property: property
//   value: value
//   inferred: yes/no
//   sources: source[]
//   value_precision: precision
//---
MATCH (n:Entity {id: $entity})
WITH n, reduce(all = [], one IN [(n)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  [(n)-[s:STATED_IN]->(:Document) | coalesce(s.inferred_properties, [])] AS concluded
UNWIND [key IN keys(n) WHERE NOT (key IN ['id', 'search_text'] OR key ENDS WITH '_precision')] AS property
RETURN property, properties(n)[property] AS value, properties(n)[property + '_precision'] AS value_precision, sources,
  size(concluded) > 0 AND all(one IN concluded WHERE property IN one) AS inferred
