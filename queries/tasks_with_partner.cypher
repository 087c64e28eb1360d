//---
// title: {vi: "Việc làm với một đối tác", en: "Tasks with a partner"}
// description:
//   vi: "Việc và sự kiện mà một địa phương hay cơ quan ở phía kia tham gia, kể cả đơn vị bên dưới và cơ quan của nó."
//   en: "Tasks and events in which a place or body of the other side takes part, with the units below it and its bodies."
// group: tasks
// phrases:
//   vi:
//     - "việc làm với {partner}"
//     - "kế hoạch gì với {partner}"
//     - "việc với {partner}"
//     - "nhiệm vụ hợp tác với {partner}"
//     - "việc làm cùng {partner}"
//     - "các hoạt động với {partner}"
//     - "hoạt động hợp tác với {partner}"
//     - "việc có phía {partner} tham gia"
//     - "đang triển khai những hoạt động gì cùng {partner}"
//     - "việc có sự tham gia của {partner}"
//     - "ta làm gì với {partner}"
//     - "nhiệm vụ liên quan đến đối tác {partner}"
//     - "các nội dung công việc thực hiện với {partner}"
//     - "chương trình hoạt động với {partner}"
//     - "việc phối hợp với {partner}"
//   en:
//     - "tasks with {partner}"
//     - "what is planned with {partner}"
//     - "activities with {partner}"
//     - "what is done with {partner}"
//     - "joint activities with {partner}"
//     - "tasks in which {partner} takes part"
//     - "what are we doing together with {partner}"
//     - "work carried out together with {partner}"
//     - "tasks involving {partner}"
//     - "projects with {partner}"
//     - "events and tasks with {partner}"
//     - "what will be done with {partner}"
//     - "projects under way with {partner}"
// params:
//   partner:
//     type: Place|Agency
//     kinds: [abroad]
//     description: {vi: "đối tác", en: "the partner"}
//     example: la.xaysomboun
// order: [sources, item, through]
// columns:
//   item: Task|Event
//   through: Place|Agency
//   leads: Place|Agency[]
//   time_text: text
//   agreement: Agreement
//   sources: source[]
//---
MATCH (:Entity {id: $partner})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Entity)
WITH DISTINCT unit
MATCH (unit)<-[:AGENCY_OF*0..1]-(theirs:Entity)
WITH DISTINCT theirs
MATCH (theirs)<-[r:WITH_PARTNER]-(item:Entity)
OPTIONAL MATCH (item)-[:UNDER]->(g:Agreement)
WITH item, theirs, r, min(g.id) AS agreement
RETURN item.id AS item, theirs.id AS through, [(item)<-[:LEADS]-(lead:Entity) | lead.id] AS leads,
  item.time_text AS time_text, agreement, r.sources AS sources
