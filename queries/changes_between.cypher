//---
// title: {vi: "Sáp nhập, chia tách, đổi tên trong khoảng ngày", en: "Reorganisations between two days"}
// description:
//   vi: "Mỗi dòng là một thay đổi đơn vị hay cơ quan, với căn cứ."
//   en: "A row for each change of units or bodies, with its legal basis."
// group: units
// phrases:
//   vi:
//     - "sáp nhập từ {from} đến {to}"
//     - "thay đổi đơn vị hành chính"
//     - "đổi tên, sáp nhập của {place}"
//     - "{place} sáp nhập khi nào"
//     - "sáp nhập tỉnh {from} {to}"
//     - "các đơn vị sáp nhập {from} {to}"
//     - "thay đổi của {place}"
//     - "những đơn vị hành chính nào sáp nhập trong {from} {to}"
//     - "các lần sáp nhập, chia tách"
//     - "chia tách, đổi tên đơn vị {from} {to}"
//     - "sắp xếp lại đơn vị hành chính {from} {to}"
//     - "các tỉnh sáp nhập"
//     - "năm nào {place} sáp nhập"
//     - "cơ quan nào hợp nhất trong {from} {to}"
//   en:
//     - "mergers from {from} to {to}"
//     - "reorganisations"
//     - "changes of {place}"
//     - "mergers in {from} {to}"
//     - "when was {place} merged"
//     - "administrative changes in {from} {to}"
//     - "which provinces merged in {from} {to}"
//     - "which units were renamed or merged"
//     - "renamings and splits in {from} {to}"
//     - "administrative reorganisation of {place}"
//     - "list of mergers"
//     - "what changed in the administrative units in {from} {to}"
//     - "which departments were merged in {from} {to}"
// params:
//   from:
//     type: date
//     description: {vi: "từ ngày", en: "first day"}
//     default: today - 2 years
//   to:
//     type: date
//     description: {vi: "đến ngày, tính cả ngày ấy", en: "last day, inclusive"}
//     default: today + 1 years
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
// columns:
//   change: Change
//   kind: ChangeKind
//   effective_on: date
//   former: Place|Agency[]
//   later: Place|Agency[]
//   legal_basis: Document
//   sources: source[]
//---
MATCH (c:Change)
WHERE $from <= c.effective_on <= $to
  AND ($place IS NULL OR EXISTS {
    (c)-[:FROM|INTO]->(:Entity)-[:AGENCY_OF*0..1]->(:Entity)-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]->(:Place {id: $place})
  })
RETURN c.id AS change, c.kind AS kind, c.effective_on AS effective_on, [(c)-[:FROM]->(unit:Entity) | unit.id] AS former,
  [(c)-[:INTO]->(unit:Entity) | unit.id] AS later, c.legal_basis AS legal_basis, reduce(all = [], one IN [(c)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources
ORDER BY effective_on DESC, change
LIMIT $limit
