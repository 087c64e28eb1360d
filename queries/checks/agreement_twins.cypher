//---
// title: {vi: "Thỏa thuận có thể trùng nhau", en: "Likely twins of agreements"}
// description:
//   vi: "Hai thỏa thuận cùng các bên, và cùng thời hạn, cùng ngày ký hoặc cùng loại mà một bên thiếu ngày."
//   en: "Two agreements of the same parties with the same period or signing date, or of one kind where one has no dates."
// group: agreements
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Nếu là một, dùng chung một mã hoặc thêm dòng vào same_as.csv."
//   en: "If they are one, give them one id or add a row to same_as.csv."
// columns:
//   item: Agreement
//   other: {type: Agreement, title: {vi: "Có thể trùng với", en: "May be the same as"}}
//   parties: Place|Agency[]
//   sources: source[]
//---
MATCH (a:Agreement)<-[:PARTY_TO]-(party:Entity)-[:PARTY_TO]->(b:Agreement)
WHERE a.id < b.id
WITH a, b, count(DISTINCT party.id) AS shared
WHERE shared > 1 AND shared = COUNT { (a)<-[:PARTY_TO]-(:Entity) } AND shared = COUNT { (b)<-[:PARTY_TO]-(:Entity) }
  AND (a.period_from = b.period_from AND a.period_to = b.period_to OR a.signed_on = b.signed_on
    OR a.kind = b.kind AND (coalesce(a.signed_on, a.period_from, a.period_to) IS NULL
      OR coalesce(b.signed_on, b.period_from, b.period_to) IS NULL))
  AND NOT EXISTS { (a)-[:RENEWS]-(b) }
RETURN a.id AS item, b.id AS other, [(a)<-[:PARTY_TO]-(one:Entity) | one.id] AS parties,
  reduce(all = [], one IN [(a)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item, other
LIMIT $limit
