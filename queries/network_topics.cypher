//---
// title: {vi: "Mạng lưới lĩnh vực", en: "Network of topics"}
// description:
//   vi: "Thỏa thuận nào về lĩnh vực nào; của một địa phương hoặc tất cả."
//   en: "Which agreement is about which topic; of a place or all."
// group: overview
// phrases:
//   vi:
//     - "mạng lưới lĩnh vực"
//     - "mạng lưới lĩnh vực của {place}"
//     - "sơ đồ lĩnh vực của {place}"
//     - "sơ đồ các lĩnh vực"
//     - "bản đồ lĩnh vực hợp tác của {place}"
//     - "vẽ sơ đồ lĩnh vực của {place}"
//     - "hình vẽ các lĩnh vực và địa phương"
//     - "mạng lưới địa phương và lĩnh vực"
//   en:
//     - "network of topics"
//     - "network of topics of {place}"
//     - "map of topics of {place}"
//     - "diagram of topics"
//     - "draw the topics of {place}"
//     - "graph of places and topics"
//     - "topic network of {place}"
//     - "chart of fields of cooperation"
// params:
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
// columns:
//   start_node: Agreement
//   relationship: relationship
//   end_node: Topic
//   inferred: yes/no
//   sources: source[]
//---
CALL () {
  WITH 1 AS one WHERE $place IS NULL
  MATCH (g:Agreement)
  RETURN g
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Entity)
  WITH DISTINCT unit
  MATCH (unit)<-[:AGENCY_OF*0..1]-(party:Entity)
  WITH DISTINCT party
  MATCH (party)-[:PARTY_TO]->(g:Agreement)
  RETURN DISTINCT g
}
MATCH (g)-[r:ABOUT]->(topic:Topic)
RETURN g.id AS start_node, 'ABOUT' AS relationship, topic.id AS end_node, r.inferred AS inferred, r.sources AS sources
ORDER BY start_node, end_node
LIMIT $limit
