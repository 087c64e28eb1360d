//---
// title: {vi: "Việc quá hạn, chưa thấy báo cáo", en: "Tasks overdue without a report"}
// description:
//   vi: "Mỗi dòng là một ngày đến hạn đã qua mà không báo cáo nào nói là đã xong, cũ nhất trước."
//   en: "A row for each due day that has passed and of which no report says it was done, oldest first."
// group: tasks
// phrases:
//   vi:
//     - "việc nào quá hạn"
//     - "việc quá hạn chưa báo cáo của {agency}"
//     - "{place} còn nợ việc gì"
//     - "nhiệm vụ trễ hạn"
//     - "việc quá hạn của {place}"
//     - "việc trễ hạn của {agency}"
//     - "{agency} còn việc nào chưa xong"
//     - "nhiệm vụ đã quá thời hạn mà chưa có báo cáo"
//     - "việc nào chậm tiến độ"
//     - "{agency} chậm việc gì"
//     - "việc đã qua hạn từ {from}"
//     - "những việc tồn đọng"
//     - "ai đang nợ việc"
//     - "cơ quan nào chậm việc"
//   en:
//     - "tasks overdue without a report"
//     - "what is late for {agency}"
//     - "overdue work of {place}"
//     - "missed deadlines"
//     - "overdue tasks of {agency}"
//     - "tasks past their deadline"
//     - "which tasks are late"
//     - "what has {agency} failed to finish"
//     - "what is behind schedule in {place}"
//     - "overdue since {from}"
//     - "outstanding tasks of {place}"
//     - "which deadlines have passed without a report"
//     - "who is late"
// params:
//   from:
//     type: date
//     description: {vi: "từ ngày đến hạn", en: "first due day"}
//     default: today - 3 years
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
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
// derive: [task_overdue]
// order: [due_on, task]
// columns:
//   task: Task
//   due_on: date
//   due: DueState
//   deadline_exclusive: yes/no
//   leads: Place|Agency[]
//   agreements: Agreement[]
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
WHERE (t.deadline_month_day IS NOT NULL OR $from <= t.deadline <= $as_of)
OPTIONAL MATCH (t)-[:STATED_IN]->(doc:Document)
OPTIONAL MATCH (doc)<-[:REPLACES]-(later:Document) WHERE later.status = 'issued'
OPTIONAL MATCH (t)-[:UNDER]->(under:Entity)
WITH t, doc, min(coalesce(later.issued_on, later.as_of)) AS replaced_on,
  min(under.period_from) AS under_from, max(under.period_to) AS under_to
RETURN t.id AS task, [(t)<-[:LEADS]-(lead:Entity) | lead.id] AS leads, [(t)-[:UNDER]->(g:Agreement) | g.id] AS agreements,
  t.time_text AS time_text, coalesce(t.deadline_exclusive, false) AS deadline_exclusive,
  t.deadline_precision AS deadline_precision,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  t {
    .start, .end, .years, .recurrence, .deadline, .deadline_month_day, .deadline_exclusive, .status,
    bounds: {
      issued_on: doc.issued_on, replaced_on: replaced_on,
      period_from: coalesce(doc.period_from, under_from), period_to: coalesce(doc.period_to, under_to)
    },
    reports: [(t)<-[:OF]-(report:Report) | {occurrence: report.occurrence, status: report.status}]
  } AS timing
