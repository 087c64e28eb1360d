//---
// title: {vi: "Lĩnh vực chưa dùng đến", en: "Topics without use"}
// description:
//   vi: "Không thỏa thuận, nhiệm vụ hay sự kiện nào thuộc lĩnh vực này hoặc các lĩnh vực hẹp hơn."
//   en: "No agreement, task or event is about the topic or a narrower one."
// group: units
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Để nguyên nếu là danh mục đầy đủ; nếu trùng thì thêm vào same_as.csv."
//   en: "Leave it where the list is meant to be whole; add a twin to same_as.csv."
// columns:
//   item: Topic
//   kind: TopicKind
//   sources: source[]
//---
MATCH (t:Topic)
WHERE NOT EXISTS { (t)<-[:BROADER*0..4]-(:Topic)<-[:ABOUT]-(:Entity) }
RETURN t.id AS item, t.kind AS kind,
  reduce(all = [], one IN [(t)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
