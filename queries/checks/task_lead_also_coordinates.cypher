//---
// title: {vi: "Vừa chủ trì vừa phối hợp", en: "Lead that also coordinates"}
// description:
//   vi: "Cùng một cơ quan được ghi cả chủ trì lẫn phối hợp của một nhiệm vụ."
//   en: "One body stands both as lead and as coordinator of a task."
// group: tasks
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "Xem văn bản: đúng như vậy thì để nguyên, nếu là lỗi nhập thì bỏ một vai."
//   en: "Look into the document: leave it where it says so, take one role out where it is a slip."
// columns:
//   item: Task
//   agency: Place|Agency
//   sources: source[]
//---
MATCH (t:Task)<-[:LEADS]-(unit:Entity)-[:COORDINATES]->(t)
RETURN t.id AS item, unit.id AS agency,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item, agency
LIMIT $limit
