//---
// title: {vi: "Quan hệ của một mục", en: "What something is related to"}
// description:
//   vi: "Mọi quan hệ đi từ hoặc tới một mục, mỗi quan hệ với nguồn của nó."
//   en: "Every relationship from or to it, each with its sources."
// group: overview
// phrases:
//   vi:
//     - "quan hệ của {entity}"
//     - "{entity} có quan hệ với gì"
//     - "các mục gắn với {entity}"
//     - "những gì có quan hệ với {entity}"
//     - "{entity} nối với những gì"
//     - "mọi thứ gắn với {entity}"
//     - "các mối quan hệ của {entity}"
//     - "{entity} có quan hệ với những mục nào"
//     - "liệt kê quan hệ của {entity}"
//     - "{entity} gắn với những ai, việc gì"
//   en:
//     - "relationships of {entity}"
//     - "what is {entity} related to"
//     - "everything related to {entity}"
//     - "what is linked to {entity}"
//     - "list the relationships of {entity}"
//     - "what is connected to {entity}"
//     - "all links of {entity}"
//     - "what relations does {entity} have"
//     - "things associated with {entity}"
//     - "direct connections of {entity}"
// params:
//   entity:
//     type: Entity
//     description: {vi: "bất kỳ mục nào", en: "anything"}
//     example: vn.bac-giang
//   relationship:
//     type: text
//     description: {vi: "chỉ một loại quan hệ, ví dụ PARTY_TO", en: "only one relationship type, such as PARTY_TO"}
//     example: PARTY_TO
//     default: null
// columns:
//   start_node: Entity
//   relationship: relationship
//   end_node: Entity
//   inferred: yes/no
//   sources: source[]
//---
MATCH (n:Entity {id: $entity})-[r]-(other:Entity)
WHERE $relationship IS NULL OR type(r) = $relationship
WITH r, type(r) AS relationship, startNode(r) AS start, endNode(r) AS end, other
RETURN DISTINCT start.id AS start_node, relationship, end.id AS end_node, coalesce(r.inferred, false) AS inferred,
  coalesce(r.sources, [section IN r.sections | end.id + '#' + section]) AS sources, other.search_text AS sorted_by
ORDER BY relationship, sorted_by, start_node, end_node
LIMIT $limit
