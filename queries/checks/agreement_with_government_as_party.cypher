//---
// title: {vi: "Chính quyền đứng tên một bên", en: "A government as party"}
// description:
//   vi: "Một bên là UBND hay chính quyền; bên phải là chính địa phương ấy."
//   en: "A party is a people's committee or government; the party should be the place itself."
// group: agreements
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Ghi địa phương vào parties, cơ quan vào signing_agencies."
//   en: "Put the place into parties and the body into signing_agencies."
// columns:
//   item: Agreement
//   party: Agency
//   sources: source[]
//---
MATCH (g:Agreement)<-[:PARTY_TO]-(party:Agency {kind: 'government'})
RETURN g.id AS item, party.id AS party,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item, party
LIMIT $limit
