//---
// title: {vi: "Lĩnh vực và nơi nêu của từng mục", en: "Topics and statements of each thing"}
// description:
//   vi: "Mỗi thỏa thuận, nhiệm vụ, sự kiện với lĩnh vực và nơi văn bản nêu nó; để lọc mạng lưới."
//   en: "Each agreement, task and event with its topics and where documents state it; for filtering the network."
// group: overview
// params:
//   topic:
//     type: Topic
//     description: {vi: "chỉ về một lĩnh vực", en: "only about one topic"}
//     example: topic.y-te
//     default: null
// columns:
//   entity: Agreement|Task|Event
//   topics: Topic[]
//   sources: source[]
//---
MATCH (n:Entity)
WHERE (n:Agreement OR n:Task OR n:Event) AND ($topic IS NULL OR EXISTS { (n)-[:ABOUT]->(:Topic {id: $topic}) })
RETURN n.id AS entity, [(n)-[:ABOUT]->(topic:Topic) | topic.id] AS topics,
  reduce(all = [], one IN [(n)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources
ORDER BY entity
LIMIT $limit
