//---
// title: {vi: "Sự kiện đã diễn ra mà không có ngày", en: "Events held on an unknown day"}
// description:
//   vi: "Sự kiện đã diễn ra nhưng không ghi ngày."
//   en: "Events that took place but have no day."
// group: tasks
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "Ghi starts_on, dù chỉ đến tháng hay năm."
//   en: "Enter starts_on, if only to the month or year."
// columns:
//   item: Event
//   time_text: text
//   sources: source[]
//---
MATCH (e:Event {status: 'held'})
WHERE e.starts_on IS NULL
RETURN e.id AS item, e.time_text AS time_text,
  reduce(all = [], one IN [(e)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
