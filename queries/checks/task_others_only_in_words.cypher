//---
// title: {vi: "Phối hợp hay đối tác mới chỉ là lời văn", en: "Coordinators or partners known only in words"}
// description:
//   vi: "Có lời văn về cơ quan phối hợp hoặc đối tác nhưng chưa gắn với đơn vị nào."
//   en: "Coordinators or partners are worded but no unit is behind the words."
// group: tasks
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Ghi những đơn vị gọi được tên vào coordinators, partners."
//   en: "Enter what can be named in coordinators and partners."
// columns:
//   item: Task
//   coordinators_text: text
//   partners_text: text
//   sources: source[]
//---
MATCH (t:Task)
WHERE t.coordinators_text IS NOT NULL AND NOT EXISTS { (t)<-[:COORDINATES]-(:Entity) }
  OR t.partners_text IS NOT NULL AND NOT EXISTS { (t)-[:WITH_PARTNER]->(:Entity) }
RETURN t.id AS item, t.coordinators_text AS coordinators_text, t.partners_text AS partners_text,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
