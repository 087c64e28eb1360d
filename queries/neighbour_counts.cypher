//---
// title: {vi: "Số quan hệ của một mục", en: "How much something is related to"}
// description:
//   vi: "Số mục mỗi loại ở đầu kia của mỗi loại quan hệ; để mở rộng mạng lưới."
//   en: "How many of each label are at the other end of each relationship type; for growing the network."
// group: overview
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
