//---
// title: {vi: "Số quan hệ của một mục", en: "How much something is related to"}
// description:
//   vi: "Số mục mỗi loại ở đầu kia của mỗi loại quan hệ; để mở rộng mạng lưới."
//   en: "How many of each label are at the other end of each relationship type; for growing the network."
// group: overview
// phrases:
//   vi:
//     - "{entity} có bao nhiêu quan hệ"
//     - "số quan hệ của {entity}"
//     - "đếm quan hệ của {entity}"
//     - "{entity} có bao nhiêu mối liên hệ mỗi loại"
//     - "thống kê quan hệ của {entity}"
//     - "số lượng quan hệ từng loại của {entity}"
//     - "{entity} gắn với bao nhiêu mục"
//     - "{entity} có mấy loại quan hệ"
//     - "bao nhiêu thứ nối với {entity}"
//   en:
//     - "how many relationships does {entity} have"
//     - "number of relationships of {entity}"
//     - "count relationships of {entity}"
//     - "relationship counts of {entity}"
//     - "how many links does {entity} have"
//     - "statistics on the relationships of {entity}"
//     - "how many things are related to {entity}"
//     - "how connected is {entity}"
//     - "count of links of {entity}"
// params:
//   entity:
//     type: Entity
//     description: {vi: "bất kỳ mục nào", en: "anything"}
//     example: vn.bac-giang
// columns:
//   relationship: relationship
//   label: label
//   outgoing: yes/no
//   count: integer
//---
MATCH (n:Entity {id: $entity})-[r]-(other:Entity)
WHERE other.id <> n.id
WITH type(r) AS relationship, [l IN labels(other) WHERE l <> 'Entity'][0] AS label, startNode(r).id = $entity AS outgoing
RETURN relationship, label, outgoing, count(*) AS count
ORDER BY count DESC, relationship, label, outgoing
LIMIT $limit
