//---
// title: {vi: "Chỉ tiêu của một việc hay thỏa thuận", en: "Numbers of a task or agreement"}
// description:
//   vi: "Mỗi dòng là một con số như văn bản nêu, không cộng lại."
//   en: "A row for each number as stated; nothing is summed."
// group: tasks
// phrases:
//   vi:
//     - "chỉ tiêu của {entity}"
//     - "{entity} bao nhiêu"
//     - "số lượng trong {entity}"
//     - "các con số của {entity}"
//     - "{entity} có chỉ tiêu gì"
//     - "{entity} phải đạt bao nhiêu"
//     - "chỉ tiêu cụ thể của {entity} là bao nhiêu"
//     - "{entity} nêu những con số nào"
//     - "con số trong {entity}"
//     - "số liệu của {entity}"
//   en:
//     - "numbers of {entity}"
//     - "how many in {entity}"
//     - "figures of {entity}"
//     - "quantities in {entity}"
//     - "targets of {entity}"
//     - "what numbers does {entity} state"
//     - "quantities stated for {entity}"
//     - "how much does {entity} provide for"
//     - "which figures belong to {entity}"
// params:
//   entity:
//     type: Task|Agreement
//     description: {vi: "việc hay thỏa thuận", en: "the task or agreement"}
//     example: vn.bac-giang.kh-481-2022.II.3.3
// order: [year, quantity]
// columns:
//   quantity: Quantity
//   year: integer
//   qualifier: Qualifier
//   amount: number
//   unit: text
//   what: text
//   sources: source[]
//---
MATCH (:Entity {id: $entity})<-[:OF]-(n:Quantity)
RETURN n.id AS quantity, n.year AS year, n.qualifier AS qualifier, n.value AS amount, n.unit AS unit, n.what AS what,
  reduce(all = [], one IN [(n)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources
