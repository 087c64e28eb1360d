//---
// title: {vi: "Các lĩnh vực hợp tác", en: "Topics of cooperation"}
// description:
//   vi: "Lĩnh vực với số thỏa thuận và số việc về nó, nhiều nhất trước."
//   en: "Topics with how many agreements and tasks are about each, most first."
// group: units
// phrases:
//   vi:
//     - "các lĩnh vực hợp tác"
//     - "hợp tác về những gì"
//     - "lĩnh vực nào nhiều nhất"
//     - "các lĩnh vực"
//     - "lĩnh vực nào được hợp tác nhiều nhất"
//     - "chủ đề hợp tác"
//     - "có những lĩnh vực hợp tác nào"
//     - "hợp tác trong những lĩnh vực nào"
//     - "các địa phương hợp tác ở những lĩnh vực nào"
//     - "danh mục lĩnh vực"
//     - "lĩnh vực nào có nhiều thỏa thuận nhất"
//     - "lĩnh vực phổ biến nhất"
//     - "bao nhiêu lĩnh vực"
//     - "lĩnh vực hợp tác gồm những gì"
//   en:
//     - "topics of cooperation"
//     - "what is cooperation about"
//     - "all topics"
//     - "which topics are most common"
//     - "fields of cooperation"
//     - "which fields do provinces cooperate in"
//     - "list of topics"
//     - "areas of cooperation"
//     - "in which areas do they cooperate"
//     - "which topic has most agreements"
//     - "most popular topics"
//     - "what topics are there"
// params:
//   kind:
//     type: TopicKind
//     description: {vi: "chỉ một loại", en: "only one kind"}
//     example: field
//     default: null
// order: [-agreement_count, -task_count, topic]
// columns:
//   topic: Topic
//   kind: TopicKind
//   broader: Topic
//   agreement_count: integer
//   task_count: integer
//   sources: source[]
//---
MATCH (topic:Topic)
WHERE $kind IS NULL OR topic.kind = $kind
OPTIONAL MATCH (topic)-[:BROADER]->(broader:Topic)
WITH topic, min(broader.id) AS broader
RETURN topic.id AS topic, topic.kind AS kind, broader, COUNT { (topic)<-[:ABOUT]-(:Agreement) } AS agreement_count,
  COUNT { (topic)<-[:ABOUT]-(:Task) } AS task_count, reduce(all = [], one IN [(topic)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources
