//---
// title: {vi: "Lĩnh vực chung của hai địa phương", en: "Topics that two places share"}
// description:
//   vi: "Lĩnh vực mà cả hai địa phương đều có thỏa thuận, kể cả đơn vị bên dưới, cơ quan và đơn vị tiền thân."
//   en: "Topics on which both places have agreements, with the units below them, their bodies and predecessors."
// group: partners
// phrases:
//   vi:
//     - "{a} và {b} cùng hợp tác về lĩnh vực nào"
//     - "lĩnh vực chung của {a} và {b}"
//     - "{a} và {b} có chung lĩnh vực gì"
//     - "điểm chung giữa {a} và {b}"
//     - "lĩnh vực giống nhau của {a} và {b}"
//     - "{a} và {b} trùng nhau ở lĩnh vực nào"
//     - "cả {a} lẫn {b} đều hợp tác về gì"
//     - "lĩnh vực mà cả {a} và {b} đều có thỏa thuận"
//     - "{a} {b} lĩnh vực chung"
//     - "{a} và {b} có những mảng nào giống nhau"
//   en:
//     - "topics shared by {a} and {b}"
//     - "which topics do {a} and {b} have in common"
//     - "common fields of {a} and {b}"
//     - "on which topics do both {a} and {b} have agreements"
//     - "shared areas of {a} and {b}"
//     - "fields in which both {a} and {b} cooperate"
//     - "overlapping topics of {a} and {b}"
//     - "what do {a} and {b} have in common"
//     - "do {a} and {b} cover the same fields"
//     - "{a} {b} common topics"
// params:
//   a:
//     type: Place
//     description: {vi: "một địa phương", en: "one place"}
//     example: vn.bac-giang
//   b:
//     type: Place
//     description: {vi: "địa phương kia", en: "the other place"}
//     example: vn.quang-tri
// order: [topic]
// columns:
//   topic: Topic
//   a_agreements:
//     type: Agreement[]
//     title: {vi: "Thỏa thuận của địa phương thứ nhất", en: "Agreements of the first place"}
//   b_agreements:
//     type: Agreement[]
//     title: {vi: "Thỏa thuận của địa phương thứ hai", en: "Agreements of the second place"}
//   sources: source[]
//---
UNWIND [$a, $b] AS side
MATCH (:Place {id: side})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Place)
WITH DISTINCT side, unit
MATCH (unit)<-[:AGENCY_OF*0..1]-(ours:Entity)
WITH DISTINCT side, ours
MATCH (ours)-[:PARTY_TO]->(g:Agreement)
WITH DISTINCT side, g
MATCH (g)-[r:ABOUT]->(topic:Topic)
WITH topic, collect(DISTINCT CASE WHEN side = $a THEN g.id END) AS a_agreements,
  collect(DISTINCT CASE WHEN side = $b THEN g.id END) AS b_agreements, collect(r.sources) AS lists
WHERE size(a_agreements) > 0 AND size(b_agreements) > 0
RETURN topic.id AS topic, a_agreements, b_agreements, reduce(all = [], one IN lists | all + one) AS sources
