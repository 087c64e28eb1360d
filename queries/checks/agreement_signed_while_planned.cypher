//---
// title: {vi: "Dự kiến mà có ngày ký", en: "Planned, yet with a signing date"}
// description:
//   vi: "Thỏa thuận có ngày ký nhưng tình trạng là dự kiến hay đang chuẩn bị."
//   en: "Agreements that have a signing date while their status is planned or in preparation."
// group: agreements
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "Đã ký thì sửa status thành signed; ngày mới dự kiến thì bỏ signed_on, ghi vào time_text."
//   en: "If it is signed, set status to signed; if the day is only intended, move it from signed_on to time_text."
// columns:
//   item: Agreement
//   status: AgreementStatus
//   signed_on: date
//   signed_on_precision: precision
//   sources: source[]
//---
MATCH (g:Agreement)
WHERE g.status IN ['planned', 'in_preparation'] AND g.signed_on IS NOT NULL
RETURN g.id AS item, g.status AS status, g.signed_on AS signed_on, g.signed_on_precision AS signed_on_precision,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
