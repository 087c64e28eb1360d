//---
// title: {vi: "Sự kiện dự kiến đã qua ngày", en: "Planned events whose day has passed"}
// description:
//   vi: "Ngày dự kiến đã qua mà chưa có văn bản nào nói đã diễn ra, hoãn hay hủy."
//   en: "The intended day is over and no document says that it was held, postponed or cancelled."
// group: tasks
// owner: {vi: "Cơ quan chủ trì", en: "Lead body"}
// remedy:
//   vi: "Hỏi cơ quan chủ trì; ghi held, postponed hoặc cancelled."
//   en: "Ask the host; enter held, postponed or cancelled."
// params:
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
// columns:
//   item: Event
//   starts_on: date
//   ends_on: date
//   starts_on_precision: precision
//   ends_on_precision: precision
//   sources: source[]
//---
MATCH (e:Event {status: 'planned'})
WHERE coalesce(e.ends_on, e.starts_on) < $as_of
RETURN e.id AS item, e.starts_on AS starts_on, e.ends_on AS ends_on,
  e.starts_on_precision AS starts_on_precision, e.ends_on_precision AS ends_on_precision,
  reduce(all = [], one IN [(e)-[s:STATED_IN]->(doc:Document) | [x IN s.sections | doc.id + '#' + x]] | all + one) AS sources
ORDER BY item
LIMIT $limit
