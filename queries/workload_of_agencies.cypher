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
//   en:
//     - "workload of agencies"
//     - "which agency has most tasks"
//     - "busiest departments of {place}"
//     - "agencies ranked by tasks"
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
