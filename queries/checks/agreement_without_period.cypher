//---
// title: {vi: "Thỏa thuận đã ký thiếu thời hạn", en: "Signed agreements without a period"}
// description:
//   vi: "Thỏa thuận đã ký không nêu ngày bắt đầu, cũng không nêu ngày kết thúc."
//   en: "Signed agreements that state neither a beginning nor an end."
// group: agreements
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "Xem bản thỏa thuận, ghi period_from và period_to."
//   en: "Look into the agreement and enter period_from and period_to."
// columns:
//   item: Agreement
//   signed_on: date
//   signed_on_precision: precision
//   sources: source[]
//---
MATCH (g:Agreement {status: 'signed'})
WHERE g.period_from IS NULL AND g.period_to IS NULL
RETURN g.id AS item, g.signed_on AS signed_on, g.signed_on_precision AS signed_on_precision,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
