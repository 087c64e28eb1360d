//---
// title: {vi: "Thay đổi đơn vị thiếu căn cứ", en: "Changes of units without a legal basis"}
// description:
//   vi: "Hợp nhất, chia tách, đổi tên … mà không ghi văn bản làm căn cứ."
//   en: "Mergers, splits, renamings and the like without the document they rest on."
// group: units
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Ghi legal_basis: nghị quyết hay quyết định sắp xếp."
//   en: "Enter legal_basis: the resolution or decision."
// columns:
//   item: Change
//   kind: ChangeKind
//   effective_on: date
//   sources: source[]
//---
MATCH (c:Change)
WHERE c.legal_basis IS NULL
RETURN c.id AS item, c.kind AS kind, c.effective_on AS effective_on,
  reduce(all = [], one IN [(c)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
