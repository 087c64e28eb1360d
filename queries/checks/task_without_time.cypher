//---
// title: {vi: "Nhiệm vụ không có thời gian", en: "Tasks without a time"}
// description:
//   vi: "Không thời hạn, không thời gian, không định kỳ, cũng không lời văn về thời gian."
//   en: "No deadline, no time, no recurrence and no wording about time."
// group: tasks
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "Xem đoạn chung của văn bản; nếu có, ghi thời gian với mục nơi nó đứng."
//   en: "Look into the document's shared paragraphs; if a time stands there, enter it with that section."
// columns:
//   item: Task
//   number: text
//   sources: source[]
//---
MATCH (t:Task)
WHERE t.deadline IS NULL AND t.deadline_month_day IS NULL AND t.start IS NULL AND t.end IS NULL
  AND coalesce(size(t.years), 0) = 0 AND t.recurrence IS NULL AND t.time_text IS NULL AND coalesce(t.status, '') <> 'done'
RETURN t.id AS item, t.number AS number,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
