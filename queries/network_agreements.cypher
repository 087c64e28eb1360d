//---
// title: {vi: "Mạng lưới thỏa thuận", en: "Network of agreements"}
// description:
//   vi: "Các bên và thỏa thuận của một địa phương, hoặc tất cả; mỗi dòng là một bên của một thỏa thuận."
//   en: "Parties and agreements of a place, or all; a row for each party of an agreement."
// group: overview
// phrases:
//   vi:
//     - "mạng lưới thỏa thuận của {place}"
//     - "mạng lưới thỏa thuận"
//     - "sơ đồ thỏa thuận của {place}"
//     - "vẽ sơ đồ các thỏa thuận của {place}"
//     - "mạng lưới thỏa thuận về {topic}"
//     - "sơ đồ các thỏa thuận về {topic}"
//     - "hình vẽ các thỏa thuận và các bên"
//     - "mạng lưới các bên và thỏa thuận"
//     - "bản đồ thỏa thuận của {place}"
//     - "sơ đồ các bên ký kết"
//   en:
//     - "network of agreements of {place}"
//     - "network of agreements"
//     - "diagram of agreements of {place}"
//     - "map of agreements of {place}"
//     - "network of agreements on {topic}"
//     - "draw the agreements of {place}"
//     - "graph of parties and agreements"
//     - "agreement network"
//     - "show agreements on {topic} as a network"
//     - "chart of agreements and parties"
//     - "visualise the agreements of {place}"
// params:
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
//   topic:
//     type: Topic
//     description: {vi: "chỉ về một lĩnh vực và các lĩnh vực hẹp hơn", en: "only about one topic and narrower ones"}
//     example: topic.y-te
//     default: null
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
// derive: [agreement_life, agreement_parties]
// order: [end_node, start_node]
// columns:
//   start_node: Place|Agency
//   relationship: relationship
//   end_node: Agreement
//   country: Place
//   state: AgreementState
//   kind: AgreementKind
//   signed_on: date
//   period_from: date
//   period_to: date
//   inferred: yes/no
//   sources: source[]
//   signed_on_precision: precision
//---
CALL () {
  WITH 1 AS one WHERE $place IS NULL AND $topic IS NULL
  MATCH (g:Agreement)
  RETURN g
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Entity)
  WITH DISTINCT unit
  MATCH (unit)<-[:AGENCY_OF*0..1]-(party:Entity)
  WITH DISTINCT party
  MATCH (party)-[:PARTY_TO]->(g:Agreement)
  WHERE $topic IS NULL OR EXISTS { (g)-[:ABOUT]->(:Topic)-[:BROADER*0..6]->(:Topic {id: $topic}) }
  RETURN DISTINCT g
  UNION ALL
  MATCH (:Topic {id: $topic})<-[:BROADER*0..6]-(narrower:Topic)
  WHERE $place IS NULL
  WITH DISTINCT narrower
  MATCH (narrower)<-[:ABOUT]-(g:Agreement)
  RETURN DISTINCT g
}
RETURN 'PARTY_TO' AS relationship, g.id AS end_node, g.id AS agreement, g.kind AS kind,
  g.signed_on AS signed_on, g.period_from AS period_from, g.period_to AS period_to,
  g.signed_on_precision AS signed_on_precision,
  [(g)<-[r:PARTY_TO]-(unit:Place) | {start_node: unit.id, country: unit.country, inferred: r.inferred, sources: r.sources}]
    + [(g)<-[r:PARTY_TO]-(body:Agency) | {
      start_node: body.id, country: head([(body)-[:AGENCY_OF]->(seat:Place) | seat.country]),
      inferred: r.inferred, sources: r.sources
    }] AS parties
