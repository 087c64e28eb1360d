//---
// title: {vi: "Ai báo cáo cho một cơ quan", en: "Who reports to a body"}
// description:
//   vi: "Việc mà kết quả được gửi tới cơ quan, qua nó, hỏi ý kiến nó hay do nó quyết định."
//   en: "Tasks whose result goes to the body, goes via it, or on which it is consulted or decides."
// group: tasks
// phrases:
//   vi:
//     - "ai báo cáo cho {agency}"
//     - "báo cáo gửi {agency}"
//     - "ai phải báo cáo {agency}"
//     - "{agency} nhận báo cáo của ai"
//     - "các báo cáo gửi về {agency}"
//     - "{agency} nhận báo cáo gì"
//     - "{agency} tổng hợp báo cáo của những đơn vị nào"
//     - "những đơn vị nào gửi báo cáo về {agency}"
//     - "cơ quan nào báo cáo lên {agency}"
//     - "báo cáo nộp cho {agency}"
//     - "{agency} nhận được những báo cáo nào"
//     - "đơn vị nào nộp báo cáo cho {agency}"
//   en:
//     - "who reports to {agency}"
//     - "reports for {agency}"
//     - "which reports does {agency} get"
//     - "who must report to {agency}"
//     - "reports sent to {agency}"
//     - "which bodies send reports to {agency}"
//     - "who has to submit reports to {agency}"
//     - "reports received by {agency}"
//     - "whose reports does {agency} receive"
//     - "which units report to {agency}"
//     - "which bodies are required to send reports to {agency}"
// params:
//   agency:
//     type: Agency
//     description: {vi: "cơ quan", en: "the body"}
//     example: vn.bac-giang.so-ngoai-vu
// order: [role, sources, number, task]
// columns:
//   task: Task
//   number: section
//   role: ReportRole
//   leads: Place|Agency[]
//   recurrence: Recurrence
//   deadline: date
//   deadline_exclusive: yes/no
//   time_text: text
//   sources: source[]
//   deadline_precision: precision
//---
MATCH (:Agency {id: $agency})<-[r:REPORTS_TO]-(t:Task)
RETURN t.id AS task, t.number AS number, r.role AS role, [(t)<-[:LEADS]-(lead:Entity) | lead.id] AS leads,
  t.recurrence AS recurrence, coalesce(t.deadline, t.deadline_month_day) AS deadline,
  coalesce(t.deadline_exclusive, false) AS deadline_exclusive, t.time_text AS time_text, r.sources AS sources,
  t.deadline_precision AS deadline_precision
