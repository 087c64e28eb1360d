//---
// title: {vi: "Thời hạn trước khi bắt đầu", en: "Deadline before the start"}
// description:
//   vi: "Thời hạn sớm hơn ngày bắt đầu."
//   en: "The deadline is before the first day."
// group: tasks
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "So với văn bản; sửa deadline hoặc start."
//   en: "Compare with the document; mend deadline or start."
// columns:
//   item: Task
//   start: date
//   deadline: date
//   start_precision: precision
//   deadline_precision: precision
//   sources: source[]
//---
MATCH (t:Task)
WHERE t.deadline < t.start
RETURN t.id AS item, t.start AS start, t.deadline AS deadline, t.start_precision AS start_precision,
  t.deadline_precision AS deadline_precision,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
