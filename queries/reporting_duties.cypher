//---
// title: {vi: "Ai phải báo cáo gì, cho ai, hạn nào", en: "Reporting duties"}
// description:
//   vi: "Việc có nơi nhận kết quả: báo cáo cho ai, qua ai, ai cho ý kiến, ai quyết định và hạn."
//   en: "Tasks with a receiver: to whom, through whom, who is consulted, who decides and by when."
// group: tasks
// phrases:
//   vi:
//     - "chế độ báo cáo của {place}"
//     - "ai phải báo cáo cho ai"
//     - "{agency} phải báo cáo gì"
//     - "hạn báo cáo"
//     - "báo cáo gửi ai qua ai khi nào"
//     - "chế độ báo cáo"
//     - "các báo cáo phải nộp của {place}"
//     - "đơn vị nào phải báo cáo, thời hạn khi nào"
//     - "{agency} phải gửi báo cáo cho ai"
//     - "{agency} báo cáo cho ai"
//     - "hạn nộp báo cáo của {agency}"
//     - "nghĩa vụ báo cáo của {place}"
//     - "khi nào phải nộp báo cáo"
//     - "các báo cáo định kỳ"
//     - "{place} có những báo cáo nào phải nộp"
//   en:
//     - "reporting duties"
//     - "who reports to whom"
//     - "what must {agency} report"
//     - "report deadlines of {place}"
//     - "reports to whom through whom by when"
//     - "reporting obligations of {place}"
//     - "to whom does {agency} report"
//     - "which reports must be submitted"
//     - "when are reports due"
//     - "reports due from {agency}"
//     - "reporting requirements in {place}"
//     - "what reports does {agency} have to send"
//     - "which agencies must report and when"
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
// order: [sources, number, task]
// columns:
//   task: Task
//   number: section
//   leads: Place|Agency[]
//   receivers:
//     type: Agency[]
//     title: {vi: "Báo cáo cho", en: "Reports to"}
//   via:
//     type: Agency[]
//     title: {vi: "Qua", en: "Through"}
//   consults: Agency[]
//   decides: Agency[]
//   recurrence: Recurrence
//   deadline: date
//   deadline_exclusive: yes/no
//   time_text: text
//   sources: source[]
//   deadline_precision: precision
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
WHERE EXISTS { (t)-[:REPORTS_TO]->(:Agency) }
RETURN t.id AS task, t.number AS number, [(t)<-[:LEADS]-(lead:Entity) | lead.id] AS leads,
  [(t)-[r:REPORTS_TO]->(body:Agency) WHERE r.role = 'to' | body.id] AS receivers,
  [(t)-[r:REPORTS_TO]->(body:Agency) WHERE r.role = 'via' | body.id] AS via,
  [(t)-[r:REPORTS_TO]->(body:Agency) WHERE r.role = 'consult' | body.id] AS consults,
  [(t)-[r:REPORTS_TO]->(body:Agency) WHERE r.role = 'decide' | body.id] AS decides,
  t.recurrence AS recurrence, coalesce(t.deadline, t.deadline_month_day) AS deadline,
  coalesce(t.deadline_exclusive, false) AS deadline_exclusive, t.time_text AS time_text,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  t.deadline_precision AS deadline_precision
