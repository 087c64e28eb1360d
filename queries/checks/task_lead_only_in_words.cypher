//---
// title: {vi: "Chủ trì mới chỉ là lời văn", en: "Leads known only in words"}
// description:
//   vi: "Có leads_text nhưng chưa gắn với cơ quan nào, nên không ai thấy nhiệm vụ này là của mình."
//   en: "There is leads_text but no body behind it, so no body sees the task as its own."
// group: tasks
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Thêm cơ quan hoặc tập thể vào agencies.csv rồi ghi mã vào leads."
//   en: "Add the body or set to agencies.csv and enter its id in leads."
// columns:
//   item: Task
//   leads_text: text
//   sources: source[]
//---
MATCH (t:Task)
WHERE t.leads_text IS NOT NULL AND NOT EXISTS { (t)<-[:LEADS]-(:Entity) }
RETURN t.id AS item, t.leads_text AS leads_text,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
