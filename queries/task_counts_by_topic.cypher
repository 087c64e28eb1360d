//---
// title: {vi: "Số việc theo lĩnh vực", en: "Tasks by topic, counted"}
// description:
//   vi: "Mỗi lĩnh vực có bao nhiêu việc, bao nhiêu cơ quan chủ trì; nhiều việc nhất trước."
//   en: "How many tasks each topic has and how many bodies lead them; most tasks first."
// group: tasks
// phrases:
//   vi:
//     - "số việc theo lĩnh vực"
//     - "lĩnh vực nào nhiều việc nhất"
//     - "{place} có bao nhiêu việc theo từng lĩnh vực"
//     - "mỗi lĩnh vực có bao nhiêu nhiệm vụ trong {document}"
//     - "thống kê nhiệm vụ theo lĩnh vực"
//     - "đếm việc theo lĩnh vực"
//     - "phân bổ nhiệm vụ theo lĩnh vực của {place}"
//     - "mỗi lĩnh vực bao nhiêu việc"
//     - "{agency} có bao nhiêu việc ở mỗi lĩnh vực"
//     - "số nhiệm vụ chia theo lĩnh vực trong {document}"
//     - "việc tập trung ở lĩnh vực nào"
//   en:
//     - "tasks by topic"
//     - "which topic has most tasks"
//     - "how many tasks per topic in {document}"
//     - "number of tasks of {place} by field"
//     - "count tasks by topic"
//     - "task statistics by field"
//     - "breakdown of tasks by topic"
//     - "how many tasks does {place} have per field"
//     - "distribution of tasks over topics"
//     - "tasks of {agency} by topic"
// params:
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
//   document:
//     type: Document
//     description: {vi: "chỉ của một văn bản", en: "only of one document"}
//     example: vn.bac-giang.kh-481-2022
//     default: null
// order: [-task_count, topic]
// columns:
//   topic: Topic
//   task_count: integer
//   agency_count: integer
//   sources: source[]
//---
CALL () {
  WITH 1 AS one WHERE $place IS NULL AND $agency IS NULL AND $document IS NULL
  MATCH (t:Task)
  RETURN t
  UNION ALL
  MATCH (:Document {id: $document})<-[:STATED_IN]-(t:Task)
  WHERE $place IS NULL AND $agency IS NULL
  RETURN DISTINCT t
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Place)
  WHERE $agency IS NULL
  WITH DISTINCT unit
  MATCH (unit)<-[:AGENCY_OF*0..1]-(lead:Entity)
  WITH DISTINCT lead
  MATCH (lead)-[:LEADS]->(t:Task)
  RETURN DISTINCT t
  UNION ALL
  MATCH (:Agency {id: $agency})-[:MEMBER_OF*0..3]->(body:Agency)
  WITH DISTINCT body
  MATCH (body)-[:LEADS|COORDINATES]->(t:Task)
  WHERE ($place IS NULL OR EXISTS {
    (t)<-[:LEADS]-(:Entity)-[:AGENCY_OF*0..1]->(:Entity)-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]->(:Place {id: $place})
  })
  RETURN DISTINCT t
}
MATCH (t)-[r:ABOUT]->(topic:Topic)
WHERE $document IS NULL OR EXISTS { (t)-[:STATED_IN]->(:Document {id: $document}) }
OPTIONAL MATCH (t)<-[:LEADS]-(lead:Entity)
UNWIND r.sources AS source
RETURN topic.id AS topic, count(DISTINCT t) AS task_count, count(DISTINCT lead) AS agency_count,
  collect(DISTINCT source) AS sources
