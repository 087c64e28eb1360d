//---
// title: {vi: "Mạng lưới văn bản", en: "Network of documents"}
// description:
//   vi: "Ai ban hành văn bản nào, văn bản nào triển khai, thay thế, viện dẫn văn bản nào và nêu thỏa thuận nào; của một địa phương hoặc tất cả."
//   en: "Who issued which document, which implements, replaces or cites which, and which agreements it states; of a place or all."
// group: overview
// phrases:
//   vi:
//     - "mạng lưới văn bản"
//     - "mạng lưới văn bản của {place}"
//     - "sơ đồ văn bản của {place}"
//     - "sơ đồ các văn bản"
//     - "hình vẽ văn bản thay thế, căn cứ nhau"
//     - "bản đồ văn bản của {place}"
//     - "vẽ sơ đồ văn bản của {place}"
//     - "mạng lưới văn bản và cơ quan ban hành"
//   en:
//     - "network of documents"
//     - "network of documents of {place}"
//     - "map of documents of {place}"
//     - "diagram of documents"
//     - "how do the documents relate to each other"
//     - "draw the documents of {place}"
//     - "graph of documents and what they implement"
//     - "document network of {place}"
// params:
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
// columns:
//   start_node: Document|Agreement
//   relationship: relationship
//   end_node: Document|Agreement|Agency
//   sources: source[]
//---
CALL () {
  WITH 1 AS one WHERE $place IS NULL
  MATCH (d:Document)
  RETURN d
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Entity)
  WITH DISTINCT unit
  MATCH (unit)<-[:AGENCY_OF*0..1]-(party:Entity)
  WITH DISTINCT party
  MATCH (party)<-[:ISSUED_BY]-(d:Document)
  RETURN DISTINCT d
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Entity)
  WITH DISTINCT unit
  MATCH (unit)<-[:AGENCY_OF*0..1]-(party:Entity)
  WITH DISTINCT party
  MATCH (party)-[:PARTY_TO]->(:Agreement)-[:STATED_IN]->(d:Document)
  RETURN DISTINCT d
}
WITH DISTINCT d
MATCH (d)-[r:ISSUED_BY|IMPLEMENTS|REPLACES|CITES|TEXT_OF|STATED_IN]-(other:Entity)
WHERE (type(r) <> 'STATED_IN' OR other:Agreement) AND startNode(r).id <> endNode(r).id
  AND ($place IS NULL OR type(r) <> 'STATED_IN' OR EXISTS {
    (other)<-[:PARTY_TO]-(:Entity)-[:AGENCY_OF*0..1]->(:Entity)-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]->(:Place {id: $place})
  })
WITH DISTINCT r
WITH r, type(r) AS relationship, startNode(r).id AS start_node, endNode(r).id AS end_node
RETURN start_node, relationship, end_node,
  coalesce(r.sources, [section IN r.sections | end_node + '#' + section]) AS sources
ORDER BY relationship, start_node, end_node
LIMIT $limit
