//---
// title: {vi: "Cơ quan không thuộc nơi nào", en: "Bodies that belong to no place"}
// description:
//   vi: "Cơ quan chưa gắn với địa phương, nên không tính vào địa phương nào."
//   en: "Bodies tied to no place, so they count for none."
// group: units
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Ghi place trong agencies.csv."
//   en: "Enter place in agencies.csv."
// columns:
//   item: Agency
//   kind: AgencyKind
//   sources: source[]
//---
MATCH (a:Agency)
WHERE NOT EXISTS { (a)-[:AGENCY_OF]->(:Place) }
RETURN a.id AS item, a.kind AS kind,
  reduce(all = [], one IN [(a)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
