//---
// title: {vi: "Hai bên nối với nhau thế nào", en: "How two are connected"}
// description:
//   vi: "Mọi chuỗi ngắn nhất gồm các bên và thỏa thuận nối hai địa phương hay cơ quan; thỏa thuận của chính nó trước, rồi của cơ quan hay đơn vị tiền thân, rồi của đơn vị cấp trên."
//   en: "All shortest chains of parties and agreements between two places or bodies; its own agreements first, then those of a body or predecessor, then those of the higher unit."
// group: partners
// phrases:
//   vi:
//     - "{a} nối với {b} thế nào"
//     - "{a} và {b} liên hệ với nhau qua ai"
//     - "đường nối {a} {b}"
//     - "{a} liên hệ với {b} qua đâu"
//     - "{a} nối với {b} qua ai"
//     - "từ {a} đến {b} qua những bên nào"
//     - "đường nối giữa {a} và {b}"
//     - "{a} kết nối với {b} thông qua ai"
//     - "giữa {a} và {b} có mối nối nào"
//     - "chuỗi liên kết từ {a} đến {b}"
//     - "{a} và {b} kết nối với nhau bằng cách nào"
//     - "mối liên hệ giữa {a} và {b}"
//     - "cầu nối giữa {a} và {b}"
//     - "{a} có đường nào nối tới {b}"
//   en:
//     - "how are {a} and {b} connected"
//     - "path between {a} and {b}"
//     - "what connects {a} and {b}"
//     - "how is {a} linked to {b}"
//     - "path from {a} to {b}"
//     - "connection between {a} and {b}"
//     - "through whom is {a} linked to {b}"
//     - "shortest chain from {a} to {b}"
//     - "link between {a} and {b}"
//     - "by which route is {a} connected with {b}"
//     - "what chain of agreements joins {a} and {b}"
//     - "is there any connection between {a} and {b}"
// params:
//   a:
//     type: Place|Agency
//     description: {vi: "một đầu", en: "one end"}
//     example: vn.binh-dinh
//   b:
//     type: Place|Agency
//     description: {vi: "đầu kia", en: "the other end"}
//     example: vn.quang-tri
// columns:
//   chain: integer
//   step: integer
//   node: Place|Agency|Agreement
//   relationship: relationship
//   sources: source[]
//---
MATCH (a:Entity {id: $a})
CALL (a) {
  RETURN a AS x, 0 AS far_x, null AS how_x, [] AS said_x
  UNION
  MATCH (a)<-[r:AGENCY_OF|SUCCEEDED_BY]-(up:Entity)
  RETURN up AS x, 1 AS far_x, type(r) AS how_x, r.sources AS said_x
  UNION
  MATCH climb = (a)-[:AGENCY_OF|PART_OF*1..4]->(up:Entity)
  RETURN up AS x, 1 + length(climb) AS far_x, type(relationships(climb)[0]) AS how_x,
    reduce(all = [], r IN relationships(climb) | all + r.sources) AS said_x
}
MATCH (b:Entity {id: $b})
CALL (b) {
  RETURN b AS y, 0 AS far_y, null AS how_y, [] AS said_y
  UNION
  MATCH (b)<-[r:AGENCY_OF|SUCCEEDED_BY]-(up:Entity)
  RETURN up AS y, 1 AS far_y, type(r) AS how_y, r.sources AS said_y
  UNION
  MATCH climb = (b)-[:AGENCY_OF|PART_OF*1..4]->(up:Entity)
  RETURN up AS y, 1 + length(climb) AS far_y, type(relationships(climb)[0]) AS how_y,
    reduce(all = [], r IN relationships(climb) | all + r.sources) AS said_y
}
WITH a, b, x, y, far_x + far_y AS far, how_x, how_y, said_x, said_y
WHERE x.id <> y.id AND EXISTS { (x)-[:CHAINS]->(:Agreement) } AND EXISTS { (y)-[:CHAINS]->(:Agreement) }
MATCH path = allShortestPaths((x)-[:CHAINS*..10]-(y))
WITH far, length(path) AS long,
  CASE WHEN how_x IS NULL THEN [] ELSE [{node: a.id, how: null, said: []}] END
  + [i IN range(0, length(path)) | {
    node: nodes(path)[i].id,
    how: CASE WHEN i = 0 THEN how_x ELSE 'CHAINS' END,
    said: CASE WHEN i = 0 THEN said_x ELSE relationships(path)[i - 1].sources END
  }]
  + CASE WHEN how_y IS NULL THEN [] ELSE [{node: b.id, how: how_y, said: said_y}] END AS steps
ORDER BY far, long, [s IN steps | s.node]
WITH collect({far: far, long: long, steps: steps}) AS chains
WITH [c IN chains WHERE c.far = chains[0].far AND c.long = chains[0].long] AS chains
UNWIND range(0, size(chains) - 1) AS chain
UNWIND range(0, size(chains[chain].steps) - 1) AS step
WITH chain, step, chains[chain].steps[step] AS at
RETURN chain + 1 AS chain, step + 1 AS step, at.node AS node, at.how AS relationship, at.said AS sources
ORDER BY chain, step
LIMIT $limit
