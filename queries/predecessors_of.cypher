//---
// title: {vi: "Hình thành từ đơn vị nào", en: "What a unit was made from"}
// description:
//   vi: "Đơn vị hay cơ quan mà nó kế tục, qua mọi lần sáp nhập, chia tách."
//   en: "The units or bodies it follows, through every merger and split."
// group: units
// phrases:
//   vi:
//     - "{entity} hình thành từ đâu"
//     - "{entity} trước đây là gì"
//     - "đơn vị tiền thân của {entity}"
//     - "tiền thân của {entity}"
//     - "{entity} được lập từ đâu"
//     - "{entity} gồm những tỉnh cũ nào"
//     - "{entity} hợp nhất từ đâu"
//     - "{entity} gồm những tỉnh nào trước đây"
//     - "{entity} mới gồm những tỉnh nào"
//     - "{entity} sáp nhập từ những tỉnh nào"
//     - "tỉnh {entity} hiện nay được hình thành từ những tỉnh nào"
//     - "{entity} do những đơn vị nào nhập lại"
//     - "trước khi sáp nhập {entity} là gì"
//     - "{entity} hợp nhất từ những sở nào"
//   en:
//     - "what was {entity} before"
//     - "predecessors of {entity}"
//     - "{entity} was formed from what"
//     - "which former provinces make up {entity}"
//     - "from which units was {entity} created"
//     - "which provinces merged into {entity}"
//     - "former units of {entity}"
//     - "what did {entity} use to be"
//     - "origin of {entity}"
//     - "of which old provinces does {entity} consist"
//     - "{entity} before the merger"
// params:
//   entity:
//     type: Place|Agency
//     description: {vi: "địa phương hay cơ quan", en: "place or body"}
//     example: vn.bac-ninh-2025
// order: [-effective_on, predecessor, change]
// columns:
//   entity: Place|Agency
//   predecessor: Place|Agency
//   share: Share
//   change: Change
//   effective_on: date
//   sources: source[]
//---
MATCH path = (n:Entity {id: $entity})<-[:SUCCEEDED_BY*1..8]-(before:Entity)
WITH n, before, relationships(path)[size(relationships(path)) - 1] AS r
RETURN DISTINCT n.id AS entity, before.id AS predecessor, r.share AS share, r.change AS change,
  r.effective_on AS effective_on, r.sources AS sources
