//---
// title: {vi: "Cơ quan nào hay làm việc cùng nhau", en: "Bodies that work together most"}
// description:
//   vi: "Cặp cơ quan cùng chủ trì hay phối hợp một việc, nhiều việc chung nhất trước; với một địa phương: việc có cơ quan của nơi ấy."
//   en: "Pairs of bodies that lead or coordinate the same task, most tasks in common first; with a place: tasks in which a body of it takes part."
// group: units
// phrases:
//   vi:
//     - "cơ quan nào hay phối hợp với nhau"
//     - "{agency} hay làm việc với ai"
//     - "ai phối hợp nhiều nhất với {agency}"
//     - "các sở của {place} phối hợp với nhau"
//     - "cặp cơ quan nào phối hợp nhiều nhất"
//     - "những cơ quan thường xuyên phối hợp"
//     - "{agency} phối hợp với cơ quan nào nhiều nhất"
//     - "các cặp sở ngành làm chung nhiều việc"
//     - "cơ quan nào làm chung với {agency}"
//     - "{agency} thường phối hợp với sở nào"
//     - "hai cơ quan nào có nhiều việc chung nhất"
//   en:
//     - "which agencies work together most"
//     - "who works most with {agency}"
//     - "agencies of {place} working together"
//     - "which agencies coordinate with each other most often"
//     - "pairs of agencies that share tasks"
//     - "with which agencies does {agency} work most"
//     - "which departments team up most"
//     - "who coordinates with {agency}"
//     - "pairs of departments working together"
//     - "which bodies of {place} share most tasks"
// params:
//   agency:
//     type: Agency
//     description: {vi: "chỉ của một cơ quan", en: "only of one body"}
//     example: vn.bac-giang.so-ngoai-vu
//     default: null
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
// order: [-task_count, agency, other]
// columns:
//   agency: Agency
//   other:
//     type: Agency
//     title: {vi: "Cùng với", en: "Together with"}
//   task_count: integer
//   sources: source[]
//---
CALL () {
  WITH 1 AS one WHERE $place IS NULL AND $agency IS NULL
  MATCH (t:Task)
  RETURN t
  UNION ALL
  MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Place)
  WHERE $agency IS NULL
  WITH DISTINCT unit
  MATCH (unit)<-[:AGENCY_OF]-(:Agency)-[:LEADS|COORDINATES]->(t:Task)
  RETURN DISTINCT t
  UNION ALL
  MATCH (:Agency {id: $agency})-[:LEADS|COORDINATES]->(t:Task)
  WHERE $place IS NULL OR EXISTS {
    (t)<-[:LEADS|COORDINATES]-(:Agency)-[:AGENCY_OF]->(:Place)-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]->(:Place {id: $place})
  }
  RETURN DISTINCT t
}
MATCH (t)<-[r:LEADS|COORDINATES]-(body:Agency)
WHERE $agency IS NULL OR body.id = $agency
MATCH (t)<-[q:LEADS|COORDINATES]-(other:Agency)
WHERE body.id < other.id OR $agency IS NOT NULL AND body.id <> other.id
UNWIND r.sources + q.sources AS source
RETURN body.id AS agency, other.id AS other, count(DISTINCT t) AS task_count, collect(DISTINCT source) AS sources
