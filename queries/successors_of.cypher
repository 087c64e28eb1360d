//---
// title: {vi: "Nay là đơn vị nào", en: "What a unit is today"}
// description:
//   vi: "Đơn vị hay cơ quan kế tục vào ngày xem, qua mọi lần sáp nhập, chia tách; dòng không có đơn vị kế tục là bị bãi bỏ, dòng có ngày cuối là đơn vị kế tục nay cũng không còn."
//   en: "The units or bodies that follow it on the day of the view, through every merger and split; a row without successor is an abolition, one with a last day a successor that has ended too."
// group: units
// phrases:
//   vi:
//     - "{entity} nay là gì"
//     - "{entity} nay thuộc đâu"
//     - "{entity} sáp nhập vào đâu"
//     - "đơn vị kế tục của {entity}"
//     - "{entity} bây giờ thuộc đâu"
//     - "{entity} sáp nhập với đâu"
//     - "{entity} nhập vào tỉnh nào"
//     - "{entity} sau sáp nhập là gì"
//     - "{entity} thành gì sau sáp nhập"
//     - "{entity} sau sáp nhập ra sao"
//     - "{entity} hiện thuộc tỉnh nào"
//     - "{entity} bây giờ là tỉnh nào"
//     - "cơ quan nào kế thừa {entity}"
//     - "{entity} đã hợp nhất thành sở nào"
//     - "{entity} đổi thành gì"
//   en:
//     - "what is {entity} today"
//     - "successors of {entity}"
//     - "what became of {entity}"
//     - "what is {entity} now"
//     - "what was {entity} merged into"
//     - "what happened to {entity}"
//     - "what happened to {entity} after the merger"
//     - "which province does {entity} belong to now"
//     - "who succeeded {entity}"
//     - "into which body was {entity} merged"
//     - "where is {entity} now"
//     - "which body took over from {entity}"
//     - "{entity} after the merger"
//     - "which province is {entity} part of today"
// params:
//   entity:
//     type: Place|Agency
//     description: {vi: "địa phương hay cơ quan", en: "place or body"}
//     example: vn.bac-giang
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
// order: [effective_on, successor, change]
// columns:
//   entity: Place|Agency
//   successor: Place|Agency
//   share: Share
//   change: Change
//   effective_on: date
//   ended: yes/no
//   valid_to: date
//   sources: source[]
//---
MATCH path = (n:Entity {id: $entity})-[:SUCCEEDED_BY*1..8]->(heir:Entity)
WHERE all(r IN relationships(path) WHERE r.effective_on <= $as_of)
  AND NOT EXISTS { (heir)<-[f:FROM]-(c:Change) WHERE f.ends AND c.effective_on <= $as_of }
WITH n, heir, relationships(path) AS steps
RETURN n.id AS entity, heir.id AS successor,
  CASE
    WHEN all(r IN steps WHERE r.share = 'whole') THEN 'whole'
    WHEN any(r IN steps WHERE r.share = 'functions') THEN 'functions'
    WHEN any(r IN steps WHERE r.share = 'part') THEN 'part'
  END AS share,
  steps[size(steps) - 1].change AS change, steps[size(steps) - 1].effective_on AS effective_on,
  EXISTS { (n)<-[f:FROM]-(c:Change) WHERE f.ends AND c.effective_on <= $as_of } AS ended,
  CASE WHEN heir.valid_to <= $as_of THEN heir.valid_to END AS valid_to,
  reduce(all = [], r IN steps | all + r.sources) AS sources
UNION
MATCH (n:Entity {id: $entity})<-[r:FROM]-(c:Change)-[:INTO]->(n)
WHERE c.effective_on <= $as_of AND c.kind IN ['rename', 'upgrade']
RETURN n.id AS entity, n.id AS successor, 'whole' AS share, c.id AS change, c.effective_on AS effective_on, false AS ended,
  null AS valid_to, r.sources AS sources
UNION
MATCH (n:Entity {id: $entity})-[:SUCCEEDED_BY*0..8]->(last:Entity)<-[r:FROM]-(c:Change)
WHERE c.effective_on <= $as_of AND r.ends AND NOT EXISTS { (c)-[:INTO]->(:Entity) }
  AND NOT EXISTS { (last)-[s:SUCCEEDED_BY]->(:Entity) WHERE s.effective_on <= $as_of AND s.share = 'whole' }
RETURN n.id AS entity, null AS successor, null AS share, c.id AS change, c.effective_on AS effective_on, true AS ended,
  null AS valid_to, r.sources AS sources
