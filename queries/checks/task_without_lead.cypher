//---
// title: {vi: "Nhiệm vụ chưa có cơ quan chủ trì", en: "Tasks without a lead"}
// description:
//   vi: "Không cơ quan, địa phương hay lời văn nào cho biết ai chủ trì."
//   en: "Neither a body or place nor a wording says who leads."
// group: tasks
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "Xem đoạn chung của văn bản; ghi leads hoặc leads_text."
//   en: "Look into the document's shared paragraphs; enter leads or leads_text."
// columns:
//   item: Task
//   number: text
//   sources: source[]
//---
MATCH (t:Task)
WHERE t.leads_text IS NULL AND NOT EXISTS { (t)<-[:LEADS]-(:Entity) }
RETURN t.id AS item, t.number AS number,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
