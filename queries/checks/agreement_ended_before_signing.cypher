//---
// title: {vi: "Hết hạn trước ngày ký", en: "Ended before it was signed"}
// description:
//   vi: "Ngày cuối của thời hạn sớm hơn ngày ký."
//   en: "The last day of the period is before the signing date."
// group: agreements
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "So với bản gốc; sửa signed_on hoặc period_to."
//   en: "Compare with the original; mend signed_on or period_to."
// columns:
//   item: Agreement
//   signed_on: date
//   period_to: date
//   signed_on_precision: precision
//   period_to_precision: precision
//   sources: source[]
//---
MATCH (g:Agreement)
WHERE g.period_to < g.signed_on
RETURN g.id AS item, g.signed_on AS signed_on, g.period_to AS period_to,
  g.signed_on_precision AS signed_on_precision, g.period_to_precision AS period_to_precision,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
