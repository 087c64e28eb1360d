//---
// title: {vi: "Bên được suy ra", en: "Parties that are inferred"}
// description:
//   vi: "Bên do người nhập kết luận, không văn bản nào nêu thẳng."
//   en: "Parties concluded by whoever entered them; no document states them."
// group: agreements
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "Tìm văn bản nêu đích danh bên ấy, ghi section và bỏ parties khỏi inferred."
//   en: "Find a document that names the party, enter its section and take parties out of inferred."
// columns:
//   item: Agreement
//   party: Place|Agency
//   sources: source[]
//---
MATCH (g:Agreement)<-[p:PARTY_TO]-(party:Entity)
WHERE p.inferred
RETURN g.id AS item, party.id AS party,
  coalesce(p.sources, []) AS sources
ORDER BY item, party
LIMIT $limit
