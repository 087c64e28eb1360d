//---
// title: {vi: "Nhiệm vụ của một thỏa thuận", en: "Tasks of an agreement"}
// description:
//   vi: "Việc thực hiện thỏa thuận hay liên quan đến nó: dự thảo, ký, rà soát, báo cáo."
//   en: "Tasks that carry out the agreement or concern it: drafting, signing, reviewing, reporting."
// group: tasks
// phrases:
//   vi:
//     - "nhiệm vụ thực hiện {agreement}"
//     - "{agreement} có những việc gì"
//     - "việc thực hiện {agreement}"
//     - "nhiệm vụ của {agreement}"
//     - "các việc triển khai {agreement}"
//     - "để thực hiện {agreement} phải làm gì"
//     - "việc theo {agreement}"
//     - "{agreement} giao việc gì"
//     - "những hoạt động trong khuôn khổ {agreement}"
//     - "ai làm gì để thực hiện {agreement}"
//   en:
//     - "tasks of {agreement}"
//     - "tasks under {agreement}"
//     - "what is done under {agreement}"
//     - "activities under {agreement}"
//     - "how is {agreement} implemented"
//     - "work done to implement {agreement}"
//     - "what must be done for {agreement}"
//     - "tasks carrying out {agreement}"
//     - "who does what under {agreement}"
// params:
//   agreement:
//     type: Agreement
//     description: {vi: "thỏa thuận", en: "the agreement"}
//     example: agr.bac-giang--xaysomboun.2021
// order: [relationship, sources, number, task]
// columns:
//   task: Task
//   number: section
//   relationship: relationship
//   leads: Place|Agency[]
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
MATCH (:Agreement {id: $agreement})<-[r:UNDER|CONCERNS]-(t:Task)
RETURN t.id AS task, t.number AS number, type(r) AS relationship, [(t)<-[:LEADS]-(lead:Entity) | lead.id] AS leads,
  t.time_text AS time_text, t.start AS start, t.end AS end, t.years AS years, t.recurrence AS recurrence,
  coalesce(t.deadline, t.deadline_month_day) AS deadline, coalesce(t.deadline_exclusive, false) AS deadline_exclusive,
  r.inferred AS inferred, reduce(all = [], one IN [(t)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  t.start_precision AS start_precision, t.end_precision AS end_precision, t.deadline_precision AS deadline_precision
