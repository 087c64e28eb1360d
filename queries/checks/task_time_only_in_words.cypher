//---
// title: {vi: "Thời gian mới chỉ là lời văn", en: "Times known only in words"}
// description:
//   vi: "Có time_text nhưng chưa đọc ra ngày, năm hay định kỳ, nên không hiện trong việc đến hạn."
//   en: "There is time_text but no day, year or recurrence, so it never shows as due."
// group: tasks
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "Đọc lời văn, ghi deadline, start, end, years hoặc recurrence."
//   en: "Read the wording and enter deadline, start, end, years or recurrence."
// columns:
//   item: Task
//   time_text: text
//   sources: source[]
//---
MATCH (t:Task)
WHERE t.time_text IS NOT NULL AND t.deadline IS NULL AND t.deadline_month_day IS NULL AND t.start IS NULL
  AND t.end IS NULL AND coalesce(size(t.years), 0) = 0 AND t.recurrence IS NULL
RETURN t.id AS item, t.time_text AS time_text,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
