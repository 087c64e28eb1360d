//---
// title: {vi: "Thỏa thuận chỉ có một bên", en: "Agreements with one party only"}
// description:
//   vi: "Thỏa thuận chỉ ghi một bên, hoặc không bên nào."
//   en: "Agreements that name one party or none."
// group: agreements
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "Bổ sung bên còn lại vào parties."
//   en: "Add the other side to parties."
// columns:
//   item: Agreement
//   parties: Place|Agency[]
//   sources: source[]
//---
MATCH (g:Agreement)
WHERE COUNT { (g)<-[:PARTY_TO]-(:Entity) } < 2
RETURN g.id AS item, [(g)<-[:PARTY_TO]-(party:Entity) | party.id] AS parties,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
