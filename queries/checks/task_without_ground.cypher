//---
// title: {vi: "Nhiệm vụ không gắn với thỏa thuận hay văn bản", en: "Tasks tied to nothing"}
// description:
//   vi: "Không rõ nhiệm vụ thực hiện hay liên quan đến thỏa thuận, văn bản, sự kiện nào."
//   en: "It is not known which agreement, document or event the task carries out or concerns."
// group: tasks
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "Ghi under hoặc concerns."
//   en: "Enter under or concerns."
// columns:
//   item: Task
//   number: text
//   sources: source[]
//---
MATCH (t:Task)
WHERE NOT EXISTS { (t)-[:UNDER|CONCERNS]->(:Entity) }
RETURN t.id AS item, t.number AS number,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
