//---
// title: {vi: "Việc của một cơ quan", en: "Tasks of a body"}
// description:
//   vi: "Việc cơ quan chủ trì hay phối hợp, kể cả qua tập thể hay ban chỉ đạo mà nó là thành viên; một việc giao cả hai vai có hai dòng."
//   en: "Tasks the body leads or coordinates, also through a group or committee it is a member of; two rows where it has both roles."
// group: tasks
// phrases:
//   vi:
//     - "việc của {agency}"
//     - "{agency} phải làm gì"
//     - "nhiệm vụ của {agency}"
//     - "{agency} {role} việc gì"
//     - "{agency}"
//     - "{agency} làm gì"
//     - "{agency} được giao việc gì"
//     - "công việc của {agency}"
//     - "trách nhiệm của {agency}"
//     - "các nhiệm vụ {agency} {role}"
//     - "{agency} {role} gì"
//     - "{agency} được phân công những gì"
//     - "{agency} có bao nhiêu việc"
//     - "những việc {agency} đang làm"
//     - "{agency} có nhiệm vụ gì"
//     - "giao gì cho {agency}"
//     - "việc do {agency} {role}"
//     - "{agency} cần làm gì"
//     - "{agency} {role} thực hiện những nhiệm vụ gì"
//   en:
//     - "tasks of {agency}"
//     - "what must {agency} do"
//     - "what does {agency} {role}"
//     - "{agency}"
//     - "what is {agency} {role}"
//     - "{agency} tasks"
//     - "responsibilities of {agency}"
//     - "what does {agency} have to do"
//     - "what should {agency} do"
//     - "which tasks does {agency} {role}"
//     - "tasks assigned to {agency}"
//     - "what is {agency} responsible for"
//     - "duties of {agency}"
//     - "how many tasks does {agency} have"
//     - "what work does {agency} do"
//     - "tasks {agency} {role}"
// params:
//   agency:
//     type: Agency
//     description: {vi: "cơ quan", en: "the body"}
//     example: vn.bac-giang.so-ngoai-vu
//   role:
//     type: TaskRole
//     description: {vi: "chủ trì, phối hợp, hay cả hai", en: "lead, coordinate or any"}
//     example: lead
//     default: any
// order: [role, sources, number, task, via_group]
// columns:
//   task: Task
//   number: section
//   role: TaskRole
//   via_group: Agency
//   agreement: Agreement
//   also_under: Agreement|Document[]
//   topics: Topic[]
//   time_text: text
//   start: date
//   end: date
//   years: integer[]
//   recurrence: Recurrence
//   deadline: date
//   deadline_exclusive: yes/no
//   inferred: yes/no
//   sources: source[]
//   start_precision: precision
//   end_precision: precision
//   deadline_precision: precision
//---
MATCH (:Agency {id: $agency})-[:MEMBER_OF*0..3]->(body:Agency)
WITH DISTINCT body
MATCH (body)-[r:LEADS|COORDINATES]->(t:Task)
WITH body, r, t, CASE type(r) WHEN 'LEADS' THEN 'lead' ELSE 'coordinate' END AS role
WHERE $role IN ['any', role]
OPTIONAL MATCH (t)-[:UNDER]->(g:Agreement)
WITH body, r, t, role, min(g.id) AS agreement
RETURN t.id AS task, t.number AS number, role, CASE WHEN body.id <> $agency THEN body.id END AS via_group, agreement,
  [(t)-[:UNDER]->(u:Entity) WHERE agreement IS NULL OR u.id <> agreement | u.id] AS also_under,
  [(t)-[:ABOUT]->(topic:Topic) | topic.id] AS topics,
  t.time_text AS time_text, t.start AS start, t.end AS end, t.years AS years, t.recurrence AS recurrence,
  coalesce(t.deadline, t.deadline_month_day) AS deadline, coalesce(t.deadline_exclusive, false) AS deadline_exclusive,
  r.inferred AS inferred, r.sources AS sources,
  t.start_precision AS start_precision, t.end_precision AS end_precision, t.deadline_precision AS deadline_precision
