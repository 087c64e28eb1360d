//---
// title: {vi: "Toàn cảnh hợp tác theo nước", en: "National overview by country"}
// description:
//   vi: "Với mỗi nước: số thỏa thuận, đã ký, chưa ký, số tỉnh của ta và số đối tác ở đó."
//   en: "For each country: agreements, signed, not signed, provinces of ours and partners there."
// group: overview
// phrases:
//   vi:
//     - "hợp tác với từng nước"
//     - "toàn cảnh hợp tác theo nước"
//     - "nước nào có nhiều thỏa thuận nhất"
//     - "số thỏa thuận theo nước"
//     - "thống kê theo nước"
//     - "thống kê thỏa thuận theo từng nước"
//     - "nước nào hợp tác với ta nhiều nhất"
//     - "mỗi nước có bao nhiêu thỏa thuận"
//     - "những nước nào hợp tác với các tỉnh"
//     - "ta hợp tác với những nước nào"
//     - "xếp hạng các nước theo số thỏa thuận"
//     - "số tỉnh hợp tác với mỗi nước"
//     - "các địa phương hợp tác với nước nào nhiều nhất"
//   en:
//     - "national overview by country"
//     - "agreements by country"
//     - "which country has most agreements"
//     - "cooperation per country"
//     - "number of agreements per country"
//     - "figures by country"
//     - "statistics by country"
//     - "which countries cooperate with us"
//     - "countries ranked by agreements"
//     - "how many agreements with each country"
//     - "breakdown by country"
//     - "which country do we cooperate with most"
// params:
//   home:
//     type: Place
//     kinds: [country]
//     description: {vi: "nước của phía ta", en: "the country of our side"}
//     default: vn
// order: [-agreement_count, country]
// columns:
//   country: Place
//   agreement_count: integer
//   signed_count: integer
//   planned_count: integer
//   place_count: integer
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
RETURN their.country AS country, count(DISTINCT g) AS agreement_count,
  count(DISTINCT CASE WHEN g.status IN ['signed', 'terminated'] THEN g.id END) AS signed_count,
  count(DISTINCT CASE WHEN g.status IN ['planned', 'in_preparation'] THEN g.id END) AS planned_count,
  count(DISTINCT our.unit) AS place_count, count(DISTINCT their.unit) AS partner_count,
  collect(DISTINCT source) AS sources
