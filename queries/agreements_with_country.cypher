//---
// title: {vi: "Thỏa thuận với một nước", en: "Agreements with a country"}
// description:
//   vi: "Thỏa thuận mà nước ấy, một địa phương, cơ quan hay nhóm địa phương của nước ấy là một bên; `qua` là bên ở nước ấy."
//   en: "Agreements to which the country, a place, body or group of places there is party; `through` is the party there."
// group: agreements
// phrases:
//   vi:
//     - "thỏa thuận với {country}"
//     - "các thỏa thuận với nước {country}"
//     - "các tỉnh ký gì với {country}"
//     - "hợp tác với nước {country} theo thỏa thuận nào"
//     - "các địa phương đã ký gì với {country}"
//     - "thỏa thuận ký với phía {country}"
//     - "thỏa thuận với các đối tác {country}"
//     - "danh sách thỏa thuận với {country}"
//     - "ta đã ký với {country} những gì"
//     - "các văn bản hợp tác với {country}"
//     - "tỉnh nào có thỏa thuận với {country}"
//     - "có bao nhiêu thỏa thuận với {country}"
//   en:
//     - "agreements with {country}"
//     - "agreements with the country {country}"
//     - "what has been signed with {country}"
//     - "agreements signed with partners from {country}"
//     - "which provinces have agreements with {country}"
//     - "what did our provinces sign with {country}"
//     - "how many agreements are there with {country}"
//     - "agreements involving {country}"
//     - "list of agreements with {country}"
//     - "documents signed with {country}"
// params:
//   country:
//     type: Place
//     kinds: [country]
//     description: {vi: "nước", en: "the country"}
//     example: la
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
// derive: [agreement_life]
// order: [state, agreement, through]
// columns:
//   agreement: Agreement
//   parties: Place|Agency[]
//   through: Place|Agency
//   kind: AgreementKind
//   status: AgreementStatus
//   state: AgreementState
//   signed_on: date
//   period_from: date
//   period_to: date
//   topics: Topic[]
//   sources: source[]
//   signed_on_precision: precision
//   period_from_precision: precision
//   period_to_precision: precision
//---
MATCH (seat:Place)
WHERE seat.id = $country OR seat.country = $country
MATCH (seat)<-[:AGENCY_OF*0..1]-(ours:Entity)
WITH DISTINCT ours
MATCH (ours)-[:PARTY_TO]->(g:Agreement)
RETURN g.id AS agreement, [(g)<-[:PARTY_TO]-(party:Entity) | party.id] AS parties, ours.id AS through,
  g.kind AS kind, g.status AS status, g.signed_on AS signed_on, g.period_from AS period_from, g.period_to AS period_to,
  [(g)-[:ABOUT]->(topic:Topic) | topic.id] AS topics,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  g.signed_on_precision AS signed_on_precision, g.period_from_precision AS period_from_precision,
  g.period_to_precision AS period_to_precision
