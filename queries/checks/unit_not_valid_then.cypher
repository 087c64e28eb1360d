//---
// title: {vi: "Đơn vị không tồn tại vào ngày ấy", en: "Units that did not exist on that day"}
// description:
//   vi: "Đơn vị ký, chủ trì hay phối hợp vào ngày nó chưa có hoặc không còn; ngày của thỏa thuận, sự kiện, nếu không thì của văn bản."
//   en: "A unit signs, leads or coordinates on a day on which it was not yet or no more; the day of the agreement or event, else of the document."
// group: units
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Ghi đơn vị kế tục hoặc đơn vị trước đó, hoặc sửa valid_from, valid_to."
//   en: "Enter its successor or predecessor, or mend valid_from, valid_to."
// columns:
//   item: Place|Agency
//   of: {type: Agreement|Task|Event, title: {vi: "Trong", en: "In"}}
//   relationship: relationship
//   on_day: {type: date, title: {vi: "Vào ngày", en: "On"}}
//   valid_from: date
//   valid_to: date
//   sources: source[]
//---
MATCH (unit:Entity)-[r:PARTY_TO|SIGNS|LEADS|COORDINATES]->(n:Entity)
WHERE unit.valid_from IS NOT NULL OR unit.valid_to IS NOT NULL
UNWIND r.sources AS source
WITH unit, n, r, split(source, '#')[0] AS id
MATCH (d:Document {id: id})
WITH unit, n, r, min(coalesce(n.signed_on, n.period_from, n.starts_on, d.as_of, d.issued_on)) AS on_day
WHERE coalesce(on_day < unit.valid_from, false) OR coalesce(on_day >= unit.valid_to, false)
RETURN unit.id AS item, n.id AS of, type(r) AS relationship, on_day, unit.valid_from AS valid_from, unit.valid_to AS valid_to,
  r.sources AS sources
ORDER BY item, of, relationship
LIMIT $limit
