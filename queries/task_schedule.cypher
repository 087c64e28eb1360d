//---
// title: {vi: "Lịch các nhiệm vụ", en: "Schedule of tasks"}
// description:
//   vi: "Mỗi dòng là một quãng thời gian thực hiện hay một ngày đến hạn mà văn bản nêu; việc không nêu thời gian không có dòng nào."
//   en: "A row for each stretch of doing or due day that a document states; a task without a stated time has none."
// group: tasks
// phrases:
//   vi:
//     - "lịch nhiệm vụ từ {from} đến {to}"
//     - "nhiệm vụ theo {document}"
//     - "kế hoạch làm gì về {topic}"
//     - "lịch công việc của {agency}"
//     - "lịch việc của {place}"
//     - "tiến độ công việc của {place}"
//     - "lịch thực hiện nhiệm vụ"
//     - "lịch trình các nhiệm vụ của {place}"
//     - "tiến độ các nhiệm vụ trong {document}"
//     - "thời gian thực hiện các việc của {agency}"
//     - "lịch nhiệm vụ về {topic}"
//     - "lịch công việc {from} {to}"
//     - "bảng tiến độ nhiệm vụ"
//     - "nhiệm vụ nào làm khi nào"
//     - "việc trong lĩnh vực {topic} {from} {to}"
//   en:
//     - "schedule of tasks from {from} to {to}"
//     - "tasks of {document}"
//     - "schedule of {agency}"
//     - "timetable of {place}"
//     - "task schedule"
//     - "timetable of tasks"
//     - "when are the tasks of {place} to be done"
//     - "schedule of tasks under {document}"
//     - "calendar of tasks of {place}"
//     - "timeline of tasks on {topic}"
//     - "task calendar for {from} {to}"
//     - "work schedule of {agency}"
// params:
//   from:
//     type: date
//     description: {vi: "từ ngày", en: "first day"}
//     default: today - 1 years
//   to:
//     type: date
//     description: {vi: "đến ngày, tính cả ngày ấy", en: "last day, inclusive"}
//     default: today + 1 years
//   document:
//     type: Document
//     description: {vi: "chỉ của một văn bản", en: "only of one document"}
//     example: vn.bac-giang.kh-481-2022
//     default: null
//   agency:
//     type: Agency
//     description: {vi: "chỉ của một cơ quan", en: "only of one body"}
//     example: vn.bac-giang.so-ngoai-vu
//     default: null
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
//   topic:
//     type: Topic
//     description: {vi: "chỉ về một lĩnh vực và các lĩnh vực hẹp hơn", en: "only about one topic and narrower ones"}
//     example: topic.y-te
//     default: null
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
// derive: [task_schedule]
// order: [sources, number, task, first_day, last_day, form]
// columns:
//   task: Task
//   number: section
//   heading: text
//   first_day: date
//   last_day: date
//   form: TimeForm
//   due: DueState
//   leads: Place|Agency[]
//   coordinators: Place|Agency[]
//   topics: Topic[]
//   agreements: Agreement[]
//   time_text: text
//   sources: source[]
//---
CALL () {
  WITH 1 AS one WHERE $place IS NULL AND $agency IS NULL AND $document IS NULL AND $topic IS NULL
  MATCH (t:Task)
  RETURN t
  UNION ALL
  MATCH (:Document {id: $document})<-[:STATED_IN]-(t:Task)
  WHERE $place IS NULL AND $agency IS NULL
  RETURN DISTINCT t
  UNION ALL
  MATCH (:Topic {id: $topic})<-[:BROADER*0..6]-(narrower:Topic)
  WHERE $place IS NULL AND $agency IS NULL AND $document IS NULL
  WITH DISTINCT narrower
  MATCH (narrower)<-[:ABOUT]-(t:Task)
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
WITH t
WHERE (t.deadline_month_day IS NOT NULL OR $from <= t.deadline <= $to
    OR any(year IN t.years WHERE $from.year <= year <= $to.year)
    OR (t.start IS NOT NULL OR t.end IS NOT NULL OR t.recurrence IS NOT NULL) AND size(coalesce(t.years, [])) = 0
      AND coalesce(t.start <= $to, true) AND coalesce(t.end >= $from, true))
  AND ($document IS NULL OR EXISTS { (t)-[:STATED_IN]->(:Document {id: $document}) })
  AND ($topic IS NULL OR EXISTS { (t)-[:ABOUT]->(:Topic)-[:BROADER*0..6]->(:Topic {id: $topic}) })
OPTIONAL MATCH (t)-[:STATED_IN]->(doc:Document)
OPTIONAL MATCH (doc)<-[:REPLACES]-(later:Document) WHERE later.status = 'issued'
OPTIONAL MATCH (t)-[:UNDER]->(under:Entity)
WITH t, doc, min(coalesce(later.issued_on, later.as_of)) AS replaced_on,
  min(under.period_from) AS under_from, max(under.period_to) AS under_to
RETURN t.id AS task, t.number AS number, t.heading AS heading, t.time_text AS time_text,
  [(t)<-[:LEADS]-(lead:Entity) | lead.id] AS leads, [(t)<-[:COORDINATES]-(body:Entity) | body.id] AS coordinators,
  [(t)-[:ABOUT]->(topic:Topic) | topic.id] AS topics, [(t)-[:UNDER]->(g:Agreement) | g.id] AS agreements,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  t {
    .start, .end, .years, .recurrence, .deadline, .deadline_month_day, .deadline_exclusive, .status,
    bounds: {
      issued_on: doc.issued_on, replaced_on: replaced_on,
      period_from: coalesce(doc.period_from, under_from), period_to: coalesce(doc.period_to, under_to)
    },
    reports: [(t)<-[:OF]-(report:Report) | {occurrence: report.occurrence, status: report.status}]
  } AS timing
