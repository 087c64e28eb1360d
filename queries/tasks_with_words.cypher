//---
// title: {vi: "Việc có những từ này trong tên", en: "Tasks by words in their title"}
// description:
//   vi: "Việc mà tên có mọi từ đã nêu, có dấu hay không dấu."
//   en: "Tasks whose title has every word given, with or without tones."
// group: tasks
// phrases:
//   vi:
//     - "việc có từ {words}"
//     - "tìm việc {words}"
//     - "nhiệm vụ nào nói về {words}"
//     - "việc nhắc đến {words}"
//     - "nhiệm vụ có chữ {words} trong tên"
//     - "việc nào trong tên có {words}"
//     - "tìm nhiệm vụ có cụm từ {words}"
//     - "tên việc chứa {words}"
//     - "nhiệm vụ {words}"
//     - "việc mang tên {words}"
//   en:
//     - "tasks with the words {words}"
//     - "find tasks {words}"
//     - "tasks mentioning {words}"
//     - "tasks whose title has {words}"
//     - "tasks containing {words}"
//     - "tasks titled {words}"
//     - "which tasks have the word {words}"
//     - "search tasks for {words}"
//     - "tasks named {words}"
// params:
//   words:
//     type: words
//     description: {vi: "các từ trong tên việc, có dấu hay không", en: "words of the title, with or without tones"}
//     example: chữa bệnh
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
CALL () {
  WITH 1 AS one WHERE $place IS NULL AND $agency IS NULL
  MATCH (t:Task)
  RETURN t
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
WITH t
WHERE all(word IN split($words, ' ') WHERE t.search_text CONTAINS word)
RETURN t.id AS task, t.number AS number, [(t)<-[:LEADS]-(lead:Entity) | lead.id] AS leads,
  [(t)-[:ABOUT]->(topic:Topic) | topic.id] AS topics, t.time_text AS time_text,
  [(t)-[:UNDER]->(g:Agreement) | g.id] AS agreements,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources
