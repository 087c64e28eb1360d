//---
// title: {vi: "Thời hạn bắt đầu trước ngày ký hơn một năm", en: "Period beginning over a year before the signing"}
// description:
//   vi: "Ngày bắt đầu của thời hạn sớm hơn ngày ký quá một năm."
//   en: "The period begins more than a year before the signing date."
// group: agreements
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "So ngày ký và thời hạn với bản gốc; sửa chỗ sai."
//   en: "Compare the signing date and the period with the original and mend the wrong one."
// columns:
//   item: Agreement
//   signed_on: date
//   period_from: date
//   signed_on_precision: precision
//   period_from_precision: precision
//   sources: source[]
//---
MATCH (g:Agreement)
WHERE g.period_from.year + 1 < g.signed_on.year
RETURN g.id AS item, g.signed_on AS signed_on, g.period_from AS period_from,
  g.signed_on_precision AS signed_on_precision, g.period_from_precision AS period_from_precision,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
