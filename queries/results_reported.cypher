//---
// title: {vi: "Kết quả đã báo cáo của một việc", en: "What was reported on a task"}
// description:
//   vi: "Mỗi dòng là một kỳ đã báo cáo của việc."
//   en: "A row for each occurrence of the task that was reported on."
// group: tasks
// phrases:
//   vi:
//     - "kết quả của {task}"
//     - "{task} đã báo cáo chưa"
//     - "kết quả thực hiện {task}"
//     - "{task} làm đến đâu rồi"
//     - "{task} đã xong chưa"
//     - "báo cáo kết quả {task}"
//     - "{task} đạt kết quả gì"
//     - "tình hình thực hiện {task}"
//     - "{task} đã hoàn thành chưa"
//   en:
//     - "results of {task}"
//     - "what was reported on {task}"
//     - "has {task} been done"
//     - "outcome of {task}"
//     - "what came out of {task}"
//     - "is {task} finished"
//     - "reported results of {task}"
//     - "progress of {task}"
//     - "what results does {task} have"
// params:
//   task:
//     type: Task
//     description: {vi: "việc", en: "the task"}
//     example: vn.bac-giang.kh-481-2022.IV.2a
// columns:
//   report: Report
//   occurrence: text
//   status: ReportStatus
//   done_on: date
//   result: text
//   sources: source[]
//   done_on_precision: precision
//---
MATCH (:Task {id: $task})<-[:OF]-(report:Report)
RETURN report.id AS report, report.occurrence AS occurrence, report.status AS status, report.done_on AS done_on,
  report.result AS result, reduce(all = [], one IN [(report)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources, report.done_on_precision AS done_on_precision
ORDER BY occurrence, report.id
LIMIT $limit
