//---
// title: {vi: "Cơ quan nào nhiều việc nhất", en: "Workload of bodies"}
// description:
//   vi: "Mỗi cơ quan chủ trì, phối hợp bao nhiêu việc, nhận kết quả bao nhiêu việc; nhiều nhất trước."
//   en: "How many tasks each body leads and coordinates, and of how many it gets the result; most first."
// group: units
// phrases:
//   vi:
//     - "cơ quan nào nhiều việc nhất"
//     - "khối lượng công việc các cơ quan"
//     - "sở nào của {place} chủ trì nhiều nhất"
//     - "xếp hạng cơ quan theo số việc"
//     - "cơ quan nào của {place} nhiều việc nhất"
//     - "sở nào gánh nhiều việc nhất"
//     - "cơ quan nào bận nhất"
//     - "mỗi cơ quan có bao nhiêu việc"
//     - "số việc của từng cơ quan"
//     - "cơ quan nào được giao nhiều nhất"
//     - "thống kê số nhiệm vụ theo cơ quan"
//     - "khối lượng việc của các sở ở {place}"
//   en:
//     - "workload of agencies"
//     - "which agency has most tasks"
//     - "busiest departments of {place}"
//     - "agencies ranked by tasks"
//     - "which office carries the heaviest load"
//     - "which department is busiest"
//     - "how many tasks does each agency have"
//     - "number of tasks per agency"
//     - "which department leads most tasks"
//     - "workload in {place}"
//     - "who has the most work"
//     - "task count by department"
// params:
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
// order: [-lead_count, -coordinate_count, agency]
// columns:
//   agency: Agency
//   lead_count: integer
//   coordinate_count: integer
//   report_count: integer
//   sources: source[]
//---
MATCH (body:Agency)-[r:LEADS|COORDINATES|REPORTS_TO]-(t:Task)
WHERE $place IS NULL OR EXISTS {
  (body)-[:AGENCY_OF]->(:Place)-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]->(:Place {id: $place})
}
UNWIND r.sources AS source
RETURN body.id AS agency, count(DISTINCT CASE type(r) WHEN 'LEADS' THEN t.id END) AS lead_count,
  count(DISTINCT CASE type(r) WHEN 'COORDINATES' THEN t.id END) AS coordinate_count,
  count(DISTINCT CASE type(r) WHEN 'REPORTS_TO' THEN t.id END) AS report_count, collect(DISTINCT source) AS sources
