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
//   en:
//     - "which province cooperates with which country"
//     - "overview of cooperation"
//     - "national picture of cooperation"
//     - "all cooperation of provinces"
// params:
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
//   home:
//     type: Place
//     description: {vi: "nước của phía ta", en: "the country of our side"}
//     default: vn
// derive: [agreement_life]
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
MATCH (party:Entity)-[r:PARTY_TO]->(g:Agreement)
OPTIONAL MATCH (party)-[:AGENCY_OF*0..1]->(seat:Place)-[:PART_OF*0..8]->(top:Place)-[:PART_OF]->(:Place {kind: 'country'})
WITH g, party, r, min(top.id) AS top
OPTIONAL MATCH (party)-[:AGENCY_OF*0..1]->(seat:Place)
WITH g, r.sources AS sources, coalesce(top, seat.id) AS unit, coalesce(seat.country, seat.id) AS country
WITH g, collect({unit: unit, country: country, sources: sources}) AS parties
UNWIND [p IN parties WHERE p.country = $home] AS our
UNWIND [p IN parties WHERE p.country <> $home] AS their
WITH g, our.unit AS ours, their.unit AS theirs, their.country AS abroad, collect(our.sources + their.sources) AS lists
MATCH (place:Place {id: ours})
OPTIONAL MATCH (country:Place {id: abroad, kind: 'country'})
RETURN ours AS place, theirs AS partner, country.id AS country, g.id AS agreement, g.kind AS kind, g.status AS status,
  g.period_to AS period_to, place.lat AS lat, reduce(all = [], one IN lists | all + one) AS sources,
  g {
    .status, .signed_on, .period_from, .period_to, .auto_renewal, .renewal_months, .notice_months,
    statements: [(g)-[s:STATED_IN]->(d:Document) | {status: s.status, on: s.status_on, document: d.id}]
  } AS terms
