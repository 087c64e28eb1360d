//---
// title: {vi: "Văn bản sau nói chưa ký", en: "A later document calls it unsigned"}
// description:
//   vi: "Một văn bản nói đã ký, văn bản nói về ngày sau đó lại nói dự kiến hay đang chuẩn bị."
//   en: "One document says signed, one that speaks of a later day says planned or in preparation."
// group: agreements
// owner: {vi: "Chuyên viên", en: "Analyst"}
// remedy:
//   vi: "Đối chiếu hai văn bản; có thể là hai thỏa thuận, khi đó tách mã."
//   en: "Compare the two documents; they may speak of two agreements: then give each an id."
// columns:
//   item: Agreement
//   earlier: {type: Document, title: {vi: "Nói đã ký", en: "Says signed"}}
//   later: {type: Document, title: {vi: "Nói chưa ký", en: "Says unsigned"}}
//   status: AgreementStatus
//   sources: source[]
//---
MATCH (before:Document)<-[was:STATED_IN]-(g:Agreement)-[is:STATED_IN]->(after:Document)
WHERE was.status = 'signed' AND is.status IN ['planned', 'in_preparation']
  AND coalesce(was.status_on, before.as_of, before.issued_on) < coalesce(is.status_on, after.as_of, after.issued_on)
RETURN g.id AS item, before.id AS earlier, after.id AS later, is.status AS status,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item, earlier, later
LIMIT $limit
