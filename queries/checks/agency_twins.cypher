//---
// title: {vi: "Cơ quan có thể trùng nhau", en: "Likely twins of bodies"}
// description:
//   vi: "Hai cơ quan cùng tên ở một nơi và cùng tồn tại."
//   en: "Two bodies of one name in one place that exist at the same time."
// group: units
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Nếu là một, thêm dòng vào same_as.csv."
//   en: "If they are one, add a row to same_as.csv."
// columns:
//   item: Agency
//   other: {type: Agency, title: {vi: "Có thể trùng với", en: "May be the same as"}}
//   sources: source[]
//---
MATCH (a:Agency)-[:AGENCY_OF]->(:Place)<-[:AGENCY_OF]-(b:Agency)
WHERE a.id < b.id AND split(a.search_text, ' | ')[0] = split(b.search_text, ' | ')[0]
  AND (a.valid_to IS NULL OR b.valid_from IS NULL OR b.valid_from < a.valid_to)
  AND (b.valid_to IS NULL OR a.valid_from IS NULL OR a.valid_from < b.valid_to)
WITH DISTINCT a, b
RETURN a.id AS item, b.id AS other,
  reduce(all = [], one IN [(a)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item, other
LIMIT $limit
