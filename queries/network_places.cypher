//---
// title: {vi: "Mạng lưới địa phương", en: "Network of places"}
// description:
//   vi: "Các cặp địa phương hợp tác theo thỏa thuận đã ký, với số thỏa thuận; của một địa phương hoặc tất cả."
//   en: "Pairs of places that cooperate by signed agreements, with the number of agreements; of one place or all."
// group: overview
// phrases:
//   vi:
//     - "mạng lưới địa phương của {place}"
//     - "mạng lưới địa phương"
//     - "các địa phương kết nối với {place}"
//     - "sơ đồ các địa phương hợp tác"
//     - "sơ đồ địa phương kết nối với {place}"
//     - "sơ đồ các tỉnh liên kết với {place}"
//     - "mạng lưới các tỉnh"
//     - "bản đồ hợp tác giữa các địa phương"
//     - "vẽ mạng lưới hợp tác của {place}"
//     - "mạng lưới đối tác của {place}"
//     - "sơ đồ đối tác của {place}"
//     - "mạng lưới hợp tác giữa các tỉnh"
//   en:
//     - "network of places around {place}"
//     - "network of places"
//     - "map of partners of {place}"
//     - "network of partners of {place}"
//     - "cooperation network of {place}"
//     - "diagram of places that cooperate"
//     - "draw the cooperation of {place}"
//     - "map of cooperation between places"
//     - "graph of cooperating provinces"
//     - "place network"
//     - "network of cooperating places"
// params:
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
// columns:
//   start_node: Place
//   relationship: relationship
//   end_node: Place
//   count: integer
//   since: date
//   until: date
//   agreements: Agreement[]
//   inferred: yes/no
//   sources: source[]
//---
CALL () {
  WITH 1 AS one WHERE $place IS NULL
  MATCH (a:Place)-[r:COOPERATES_WITH]->(b:Place)
  RETURN a, r, b
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(a:Place)
  WITH DISTINCT a
  MATCH (a)-[r:COOPERATES_WITH]->(b:Place)
  RETURN a, r, b
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(b:Place)
  WITH DISTINCT b
  MATCH (b)<-[r:COOPERATES_WITH]-(a:Place)
  RETURN a, r, b
}
WITH DISTINCT a, r, b
RETURN a.id AS start_node, 'COOPERATES_WITH' AS relationship, b.id AS end_node, r.count AS count, r.since AS since, r.until AS until,
  r.agreements AS agreements, r.inferred AS inferred, r.sources AS sources
ORDER BY count DESC, start_node, end_node
LIMIT $limit
