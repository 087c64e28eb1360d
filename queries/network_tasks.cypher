//---
// title: {vi: "Mạng lưới cơ quan và nhiệm vụ", en: "Network of bodies and tasks"}
// description:
//   vi: "Cơ quan nào chủ trì, phối hợp nhiệm vụ nào; của một địa phương hay một văn bản, hoặc tất cả."
//   en: "Which body leads or coordinates which task; of a place or a document, or all."
// group: overview
// phrases:
//   vi:
//     - "mạng lưới nhiệm vụ của {place}"
//     - "mạng lưới nhiệm vụ"
//     - "cơ quan nào làm việc gì theo {document}"
//     - "sơ đồ nhiệm vụ của {place}"
//     - "sơ đồ phân công nhiệm vụ của {place}"
//     - "sơ đồ cơ quan và nhiệm vụ"
//     - "sơ đồ giao việc theo {document}"
//     - "vẽ sơ đồ cơ quan chủ trì, phối hợp của {place}"
//     - "mạng lưới cơ quan và việc"
//     - "ai làm gì theo {document}"
//     - "sơ đồ nhiệm vụ {document}"
//     - "bản đồ công việc các cơ quan của {place}"
//   en:
//     - "network of tasks of {place}"
//     - "network of tasks"
//     - "who does what under {document}"
//     - "map of tasks of {place}"
//     - "diagram of tasks and agencies"
//     - "network of agencies and tasks"
//     - "chart of who does what in {place}"
//     - "draw the tasks of {document}"
//     - "graph of duties under {document}"
//     - "task network of {place}"
//     - "diagram of assignments in {place}"
// params:
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
//   document:
//     type: Document
//     description: {vi: "chỉ của một văn bản", en: "only of one document"}
//     example: vn.bac-giang.kh-481-2022
//     default: null
// columns:
//   start_node: Place|Agency
//   relationship: relationship
//   end_node: Task
//   inferred: yes/no
//   sources: source[]
//---
CALL () {
  WITH 1 AS one WHERE $place IS NULL AND $document IS NULL
  MATCH (t:Task)<-[r:LEADS|COORDINATES]-(body:Entity)
  RETURN t, r, body
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Entity)
  WITH DISTINCT unit
  MATCH (unit)<-[:AGENCY_OF*0..1]-(body:Entity)
  WITH DISTINCT body
  MATCH (body)-[r:LEADS|COORDINATES]->(t:Task)
  WHERE $document IS NULL OR EXISTS { (t)-[:STATED_IN]->(:Document {id: $document}) }
  RETURN t, r, body
  UNION ALL
  MATCH (:Document {id: $document})<-[:STATED_IN]-(t:Task)
  WHERE $place IS NULL
  WITH DISTINCT t
  MATCH (t)<-[r:LEADS|COORDINATES]-(body:Entity)
  RETURN t, r, body
}
RETURN body.id AS start_node, type(r) AS relationship, t.id AS end_node, r.inferred AS inferred, r.sources AS sources
ORDER BY end_node, relationship DESC, start_node
LIMIT $limit
