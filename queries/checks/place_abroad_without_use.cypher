//---
// title: {vi: "Địa phương nước ngoài chưa dùng đến", en: "Places abroad without any use"}
// description:
//   vi: "Địa phương cấp một ở nước ngoài mà cả nó, các đơn vị bên trong và cơ quan của nó đều không có thỏa thuận hay nhiệm vụ nào."
//   en: "First-level places abroad where neither they, the units inside nor their bodies have an agreement or task."
// group: units
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Để nguyên nếu là danh mục đầy đủ; nếu gõ nhầm thì bỏ hoặc thêm vào same_as.csv."
//   en: "Leave it where the list is meant to be whole; take a slip out or add it to same_as.csv."
// params:
//   home:
//     type: Place
//     description: {vi: "nước của mình", en: "the home country"}
//     default: vn
// columns:
//   item: Place
//   kind: PlaceKind
//   sources: source[]
//---
MATCH (p:Place)-[:PART_OF]->(:Place {kind: 'country'})
WHERE p.country <> $home AND NOT EXISTS {
  (p)<-[:PART_OF|AGENCY_OF*0..6]-(unit:Entity)-[:PARTY_TO|WITH_PARTNER|AT|LEADS|COORDINATES]-(:Entity)
}
WITH DISTINCT p
RETURN p.id AS item, p.kind AS kind,
  reduce(all = [], one IN [(p)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
