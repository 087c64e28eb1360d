//---
// title: {vi: "Việc đến hạn trong khoảng ngày", en: "Tasks due between two days"}
// description:
//   vi: "Mỗi dòng là một ngày đến hạn mà văn bản nêu, trong khoảng ngày; thời gian thực hiện mà không nêu hạn thì không tính."
//   en: "A row for each day within the time on which a document says a task is due; a time of doing alone is no deadline."
// group: tasks
// phrases:
//   vi:
//     - "việc đến hạn từ {from} đến {to}"
//     - "việc sắp đến hạn"
//     - "việc đến hạn của {place}"
//     - "{agency} có việc gì sắp đến hạn"
//     - "việc đến hạn {from} {to}"
//     - "việc gì đến hạn {from} {to}"
//     - "sắp tới phải làm gì"
//     - "hạn sắp tới"
//     - "việc sắp đến hạn của {agency}"
//     - "việc sắp đến hạn của {place}"
//     - "hạn báo cáo sắp tới"
//     - "việc phải hoàn thành trong {from} {to}"
//     - "nhiệm vụ nào phải xong trước {to}"
//     - "{agency} phải hoàn thành việc gì trong {from} {to}"
//     - "{place} có việc gì đến hạn trong {from} {to}"
//     - "từ nay đến {to} việc nào đến hạn"
//     - "các hạn chót sắp tới của {agency}"
//     - "nhiệm vụ nào sẽ đến hạn"
//   en:
//     - "tasks due from {from} to {to}"
//     - "what is due soon"
//     - "tasks of {place} due"
//     - "tasks due in {from} {to}"
//     - "upcoming deadlines"
//     - "deadlines of {agency}"
//     - "deadlines of {place}"
//     - "what must be done soon"
//     - "what is due before {to}"
//     - "which tasks of {agency} are due in {from} {to}"
//     - "tasks to be finished by {to}"
//     - "what will be due in {from} {to}"
//     - "deadlines in {from} {to}"
//     - "what does {place} have to finish in {from} {to}"
//     - "next deadlines"
// params:
//   from:
//     type: date
//     description: {vi: "từ ngày", en: "first day"}
//     default: today
//   to:
//     type: date
//     description: {vi: "đến ngày, tính cả ngày ấy", en: "last day, inclusive"}
//     default: today + 6 months
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
// derive: [task_due]
// order: [due_on, task]
// columns:
//   task: Task
//   due_on: date
//   due: DueState
//   deadline_exclusive: yes/no
//   leads: Place|Agency[]
//   agreement: Agreement
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
WHERE (t.deadline_month_day IS NOT NULL OR $from <= t.deadline <= $to)
OPTIONAL MATCH (t)-[:STATED_IN]->(doc:Document)
OPTIONAL MATCH (doc)<-[:REPLACES]-(later:Document) WHERE later.status = 'issued'
OPTIONAL MATCH (t)-[:UNDER]->(under:Entity)
WITH t, doc, min(coalesce(later.issued_on, later.as_of)) AS replaced_on,
  min(under.period_from) AS under_from, max(under.period_to) AS under_to
OPTIONAL MATCH (t)-[:UNDER]->(g:Agreement)
WITH t, doc, replaced_on, under_from, under_to, min(g.id) AS agreement
RETURN t.id AS task, [(t)<-[:LEADS]-(lead:Entity) | lead.id] AS leads, agreement, t.time_text AS time_text,
  coalesce(t.deadline_exclusive, false) AS deadline_exclusive, t.deadline_precision AS deadline_precision,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  t {
    .start, .end, .years, .recurrence, .deadline, .deadline_month_day, .deadline_exclusive, .status,
    bounds: {
      issued_on: doc.issued_on, replaced_on: replaced_on,
      period_from: coalesce(doc.period_from, under_from), period_to: coalesce(doc.period_to, under_to)
    },
    reports: [(t)<-[:OF]-(report:Report) | {occurrence: report.occurrence, status: report.status}]
  } AS timing
