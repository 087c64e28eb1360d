//---
// title: {vi: "Dự kiến mà thời hạn đã qua", en: "Planned, with a period that has passed"}
// description:
//   vi: "Chưa thấy ký mà thời hạn dự kiến đã hết vào ngày xem."
//   en: "Not seen signed although the intended period is over on the day of the view."
// group: agreements
// owner: {vi: "Cơ quan chủ trì", en: "Lead body"}
// remedy:
//   vi: "Hỏi cơ quan chủ trì đã ký chưa; ghi signed, hoặc terminated nếu đã bỏ."
//   en: "Ask the lead body whether it was signed; enter signed, or terminated where it was given up."
// params:
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
// columns:
//   item: Agreement
//   status: AgreementStatus
//   period_to: date
//   period_to_precision: precision
//   sources: source[]
//---
MATCH (g:Agreement)
WHERE g.status IN ['planned', 'in_preparation'] AND g.period_to < $as_of
RETURN g.id AS item, g.status AS status, g.period_to AS period_to, g.period_to_precision AS period_to_precision,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
