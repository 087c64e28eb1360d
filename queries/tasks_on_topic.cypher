//---
// title: {vi: "Việc về một lĩnh vực", en: "Tasks on a topic"}
// description:
//   vi: "Việc về lĩnh vực ấy hay lĩnh vực hẹp hơn."
//   en: "Tasks about the topic or a narrower one."
// group: tasks
// phrases:
//   vi:
//     - "việc về {topic}"
//     - "nhiệm vụ trong lĩnh vực {topic}"
//     - "{place} làm gì về {topic}"
//     - "{agency} làm gì về {topic}"
//     - "hoạt động {topic}"
//     - "nhiệm vụ {topic}"
//     - "các việc thuộc mảng {topic}"
//     - "những việc gì về {topic}"
//     - "việc {topic} của {place}"
//     - "giao việc gì về {topic}"
//     - "có hoạt động nào về {topic} không"
//     - "lĩnh vực {topic} phải làm những gì"
//     - "nhiệm vụ về {topic} của {agency}"
//   en:
//     - "tasks on {topic}"
//     - "activities on {topic}"
//     - "what does {place} do on {topic}"
//     - "what does {agency} do about {topic}"
//     - "{topic} tasks"
//     - "what is being done in {topic}"
//     - "work in the field of {topic}"
//     - "tasks related to {topic}"
//     - "{topic} activities of {place}"
//     - "what must be done about {topic}"
//     - "are there any tasks on {topic}"
//     - "duties concerning {topic}"
// params:
//   topic:
//     type: Topic
//     description: {vi: "lĩnh vực, kể cả các lĩnh vực hẹp hơn", en: "the topic, narrower ones included"}
//     example: topic.y-te
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
//   agency:
//     type: Agency
//     description: {vi: "chỉ của một cơ quan", en: "only of one body"}
//     example: vn.bac-giang.so-ngoai-vu
//     default: null
// order: [sources, number, task]
// columns:
//   task: Task
//   number: section
//   leads: Place|Agency[]
//   topics: Topic[]
//   time_text: text
//   agreements: Agreement[]
//   sources: source[]
//---
MATCH (:Topic {id: $topic})<-[:BROADER*0..6]-(topic:Topic)
WITH DISTINCT topic
MATCH (topic)<-[:ABOUT]-(t:Task)
WITH DISTINCT t
WHERE ($place IS NULL OR EXISTS {
    (t)<-[:LEADS]-(:Entity)-[:AGENCY_OF*0..1]->(:Entity)-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]->(:Place {id: $place})
  })
  AND ($agency IS NULL OR EXISTS {
    (t)<-[:LEADS|COORDINATES]-(:Agency)<-[:MEMBER_OF*0..3]-(:Agency {id: $agency})
  })
RETURN t.id AS task, t.number AS number, [(t)<-[:LEADS]-(lead:Entity) | lead.id] AS leads,
  [(t)-[:ABOUT]->(topic:Topic) | topic.id] AS topics, t.time_text AS time_text,
  [(t)-[:UNDER]->(g:Agreement) | g.id] AS agreements,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources
