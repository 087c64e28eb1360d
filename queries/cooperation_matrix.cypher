//---
// title: {vi: "Tỉnh nào hợp tác với nước nào", en: "Which province cooperates with which country"}
// description:
//   vi: "Mỗi dòng là một thỏa thuận giữa một tỉnh của ta và một đơn vị cấp tỉnh của nước khác, tính cả đơn vị bên dưới và cơ quan của hai phía."
//   en: "A row for each agreement between one of our provinces and a first-level unit abroad, with the units below and the bodies of both."
// group: overview
// phrases:
//   vi:
//     - "tỉnh nào hợp tác với nước nào"
//     - "tổng quan hợp tác"
//     - "bức tranh hợp tác cả nước"
//     - "hợp tác của các tỉnh"
//     - "toàn cảnh hợp tác"
//     - "ma trận hợp tác"
//     - "bảng tổng hợp hợp tác của các tỉnh với các nước"
//     - "các tỉnh hợp tác với những nước nào"
//     - "các tỉnh đang hợp tác với ai"
//     - "bảng tỉnh và nước"
//     - "mỗi tỉnh hợp tác với nước nào"
//     - "tổng hợp hợp tác quốc tế của các địa phương"
//   en:
//     - "which province cooperates with which country"
//     - "overview of cooperation"
//     - "national picture of cooperation"
//     - "all cooperation of provinces"
//     - "cooperation matrix"
//     - "table of provinces and countries"
//     - "which countries do the provinces cooperate with"
//     - "cooperation of all provinces at a glance"
//     - "who cooperates with whom"
//     - "province by country table"
//     - "matrix of provinces and partner countries"
// params:
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
//   home:
//     type: Place
//     kinds: [country]
//     description: {vi: "nước của phía ta", en: "the country of our side"}
//     default: vn
// derive: [agreement_life, cooperating_units]
// order: [-lat, place, country, state, agreement, partner]
// columns:
//   place: Place
//   partner: Place
//   country: Place
//   agreement: Agreement
//   kind: AgreementKind
//   status: AgreementStatus
//   state: AgreementState
//   period_to: date
//   lat: number
//   sources: source[]
//---
MATCH (party:Entity)-[:PARTY_TO]->(:Agreement)
WITH DISTINCT party
MATCH (party)-[:AGENCY_OF*0..1]->(seat:Place)
OPTIONAL MATCH (seat)-[:PART_OF*0..8]->(top:Place)-[:PART_OF]->(:Place {kind: 'country'})
WITH party, seat, min(top.id) AS top
MATCH (unit:Place {id: coalesce(top, seat.id)})
OPTIONAL MATCH (country:Place {id: coalesce(seat.country, seat.id), kind: 'country'})
MATCH (party)-[r:PARTY_TO]->(g:Agreement)
WITH g, collect({
  unit: unit.id, lat: unit.lat, side: coalesce(seat.country, seat.id), country: country.id, sources: r.sources
}) AS parties
RETURN g.id AS agreement, g.kind AS kind, g.status AS status, g.period_to AS period_to, parties
