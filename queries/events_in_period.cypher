//---
// title: {vi: "Sự kiện trong khoảng ngày", en: "Events between two days"}
// description:
//   vi: "Cuộc họp, chuyến thăm, lễ ký đã diễn ra hay dự kiến trong khoảng ngày."
//   en: "Meetings, visits and signings held or planned within the time."
// group: tasks
// phrases:
//   vi:
//     - "sự kiện từ {from} đến {to}"
//     - "các chuyến thăm của {place}"
//     - "sự kiện của {place}"
//     - "sự kiện {from} {to}"
//     - "sự kiện năm {from} {to}"
//     - "{place} có sự kiện gì"
//     - "cuộc họp của {place}"
//     - "đoàn ra đoàn vào của {place}"
//     - "chuyến thăm {from} {to}"
//     - "sự kiện nào trong {from} {to}"
//     - "sự kiện {place}"
//     - "sự kiện của {place} trong {from} {to}"
//     - "các sự kiện đã diễn ra"
//     - "các cuộc họp {from} {to}"
//     - "{place} đã đón những đoàn nào"
//     - "{place} có hội nghị nào trong {from} {to}"
//     - "các sự kiện"
//     - "đoàn công tác của {place} {from} {to}"
//     - "sự kiện giữa {place} và đối tác trong {from} {to}"
//   en:
//     - "events from {from} to {to}"
//     - "visits of {place}"
//     - "events of {place}"
//     - "events in {from} {to}"
//     - "what events did {place} have"
//     - "meetings of {place}"
//     - "visits in {from} {to}"
//     - "events {place}"
//     - "events of {place} in {from} {to}"
//     - "which meetings took place in {from} {to}"
//     - "past events"
//     - "delegations of {place} in {from} {to}"
//     - "what events were held"
//     - "all events"
//     - "who visited {place} in {from} {to}"
// params:
//   from:
//     type: date
//     description: {vi: "từ ngày", en: "first day"}
//     default: today - 1 years
//   to:
//     type: date
//     description: {vi: "đến ngày, tính cả ngày ấy", en: "last day, inclusive"}
//     default: today + 1 years
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
// columns:
//   event: Event
//   kind: EventKind
//   status: EventStatus
//   starts_on: date
//   ends_on: date
//   leads: Place|Agency[]
//   partners: Place|Agency[]
//   held_at: Place[]
//   time_text: text
//   sources: source[]
//   starts_on_precision: precision
//   ends_on_precision: precision
//---
MATCH (e:Event)
WHERE coalesce(e.ends_on, e.starts_on) >= $from AND coalesce(e.starts_on, e.ends_on) <= $to
  AND ($place IS NULL OR EXISTS {
    (e)-[:LEADS|COORDINATES|WITH_PARTNER|AT]-(:Entity)-[:AGENCY_OF*0..1]->(:Entity)
      -[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]->(:Place {id: $place})
  })
RETURN e.id AS event, e.kind AS kind, e.status AS status, e.starts_on AS starts_on, e.ends_on AS ends_on,
  [(e)<-[:LEADS]-(lead:Entity) | lead.id] AS leads, [(e)-[:WITH_PARTNER]->(partner:Entity) | partner.id] AS partners,
  [(e)-[:AT]->(place:Place) | place.id] AS held_at, e.time_text AS time_text,
  reduce(all = [], one IN [(e)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  e.starts_on_precision AS starts_on_precision, e.ends_on_precision AS ends_on_precision
ORDER BY coalesce(e.starts_on, e.ends_on), e.id
LIMIT $limit
