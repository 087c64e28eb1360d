//---
// title: {vi: "Xếp hạng tỉnh theo thỏa thuận và số nước", en: "Ranking of provinces by agreements and countries"}
// description:
//   vi: "Mỗi tỉnh của ta có bao nhiêu thỏa thuận với nước ngoài, đã ký bao nhiêu, với bao nhiêu nước và đối tác, tính cả đơn vị bên dưới và cơ quan."
//   en: "How many agreements abroad each of our provinces has, how many are signed, with how many countries and partners; units below and bodies included."
// group: overview
// phrases:
//   vi:
//     - "xếp hạng các tỉnh"
//     - "tỉnh nào nhiều thỏa thuận nhất"
//     - "tỉnh nào hợp tác với nhiều nước nhất"
//     - "so sánh các tỉnh theo số thỏa thuận"
//     - "tỉnh nào đứng đầu về số thỏa thuận"
//     - "tỉnh nào ký nhiều nhất"
//     - "các tỉnh có nhiều đối tác nước ngoài nhất"
//     - "bảng xếp hạng tỉnh theo thỏa thuận"
//     - "tỉnh nào dẫn đầu về hợp tác quốc tế"
//     - "tỉnh nào có nhiều đối tác nhất"
//     - "số thỏa thuận của mỗi tỉnh"
//   en:
//     - "ranking of provinces"
//     - "which province has most agreements"
//     - "which province cooperates with most countries"
//     - "provinces by number of agreements"
//     - "top provinces by agreements"
//     - "compare provinces by agreements"
//     - "which province signed the most agreements"
//     - "which province has most partners"
//     - "provinces ranked by number of partners"
//     - "number of agreements of each province"
//     - "league table of provinces"
// params:
//   home:
//     type: Place
//     kinds: [country]
//     description: {vi: "nước của phía ta", en: "the country of our side"}
//     default: vn
// order: [-agreement_count, -country_count, place]
// columns:
//   place: Place
//   agreement_count: integer
//   signed_count: integer
//   country_count: integer
//   partner_count: integer
//   sources: source[]
//---
MATCH (party:Entity)-[r:PARTY_TO]->(g:Agreement)
OPTIONAL MATCH (party)-[:AGENCY_OF*0..1]->(seat:Place)
OPTIONAL MATCH (seat)-[:PART_OF*0..8]->(top:Place)-[:PART_OF]->(:Place {kind: 'country'})
WITH g, party, r.sources AS sources, seat, min(top.id) AS top
WITH g, collect({
  id: party.id, unit: coalesce(top, seat.id, party.id), country: coalesce(seat.country, seat.id), sources: sources
}) AS parties
UNWIND [p IN parties WHERE p.country = $home] AS our
UNWIND [p IN parties WHERE p.country <> $home] AS their
UNWIND our.sources + their.sources AS source
RETURN our.unit AS place, count(DISTINCT g) AS agreement_count,
  count(DISTINCT CASE WHEN g.status IN ['signed', 'terminated'] THEN g.id END) AS signed_count,
  count(DISTINCT their.country) AS country_count, count(DISTINCT their.unit) AS partner_count,
  collect(DISTINCT source) AS sources
