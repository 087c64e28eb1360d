//---
// title: {vi: "Địa phương thiếu mã", en: "Places without a code"}
// description:
//   vi: "Quốc gia không có mã ISO, hoặc đơn vị hành chính trong nước không có mã GSO."
//   en: "Countries without an ISO code, or home units without a GSO code."
// group: units
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Ghi iso_code hoặc gso_code."
//   en: "Enter iso_code or gso_code."
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
MATCH (p:Place)
WHERE p.kind = 'country' AND p.iso_code IS NULL
  OR p.country = $home AND p.gso_code IS NULL AND p.kind IN [
    'province', 'municipality', 'city', 'town', 'urban_district', 'district', 'township', 'commune', 'ward', 'special_zone'
  ]
RETURN p.id AS item, p.kind AS kind,
  reduce(all = [], one IN [(p)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
