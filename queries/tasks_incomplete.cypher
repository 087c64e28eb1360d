//---
// title: {vi: "Việc không nêu chủ trì hay hạn", en: "Tasks without lead or deadline"}
// description:
//   vi: "Việc mà văn bản không nêu ai chủ trì, hay không nêu hạn; mỗi thiếu sót một dòng."
//   en: "Tasks of which the document names no lead or no deadline; a row for each."
// group: tasks
// phrases:
//   vi:
//     - "việc chưa có người chủ trì"
//     - "việc không có thời hạn"
//     - "nhiệm vụ thiếu chủ trì hoặc hạn của {document}"
//     - "việc chưa rõ ai làm, bao giờ xong"
//     - "nhiệm vụ {lacks}"
//     - "việc không ai chủ trì"
//     - "nhiệm vụ chưa giao ai phụ trách"
//     - "việc chưa phân công"
//     - "việc của {place} chưa có hạn"
//     - "nhiệm vụ không nêu hạn hoàn thành"
//     - "việc thiếu cơ quan chủ trì của {place}"
//     - "nhiệm vụ không rõ thời hạn"
//   en:
//     - "tasks without lead or deadline"
//     - "tasks without a deadline"
//     - "who leads is not stated"
//     - "gaps in the tasks of {document}"
//     - "tasks {lacks}"
//     - "tasks nobody leads"
//     - "tasks without anyone responsible"
//     - "tasks with no deadline in {document}"
//     - "which tasks have no lead"
//     - "tasks of {place} without a due date"
//     - "tasks not assigned to anyone"
//     - "tasks missing a responsible body"
// params:
//   lacks:
//     type: TaskLack
//     description: {vi: "chỉ một loại thiếu sót", en: "only one kind of gap"}
//     example: lead
//     default: null
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
//   document:
//     type: Document
//     description: {vi: "chỉ của một văn bản", en: "only of one document"}
//     example: vn.bac-giang.kh-481-2022
//     default: null
// order: [lacks, sources, number, task]
// columns:
//   task: Task
//   lacks: TaskLack
//   number: section
//   leads: Place|Agency[]
//   leads_text: text
//   time_text: text
//   sources: source[]
//---
CALL () {
  WITH 1 AS one WHERE $place IS NULL
  MATCH (t:Task)
  RETURN t
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Place)
  WITH DISTINCT unit
  MATCH (unit)<-[:AGENCY_OF*0..1]-(lead:Entity)
  WITH DISTINCT lead
  MATCH (lead)-[:LEADS]->(t:Task)
  RETURN DISTINCT t
}
WITH t
WHERE ($document IS NULL OR EXISTS { (t)-[:STATED_IN]->(:Document {id: $document}) })
UNWIND CASE WHEN EXISTS { (t)<-[:LEADS]-(:Entity) } THEN [] ELSE ['lead'] END
  + CASE WHEN t.deadline IS NULL AND t.deadline_month_day IS NULL THEN ['deadline'] ELSE [] END AS lacks
WITH t, lacks
WHERE $lacks IS NULL OR lacks = $lacks
RETURN t.id AS task, lacks, t.number AS number, [(t)<-[:LEADS]-(lead:Entity) | lead.id] AS leads,
  t.leads_text AS leads_text, t.time_text AS time_text,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources
