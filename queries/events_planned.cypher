//---
// title: {vi: "Sự kiện dự kiến, nơi và bên tổ chức", en: "Planned events, hosts and venues"}
// description:
//   vi: "Cuộc họp, chuyến thăm, lễ ký còn dự kiến hay đã hoãn: ai chủ trì, với ai, ở đâu, khi nào."
//   en: "Meetings, visits and signings planned or postponed: who hosts, with whom, where and when."
// group: tasks
// phrases:
//   vi:
//     - "sự kiện dự kiến"
//     - "sắp có chuyến thăm nào"
//     - "ai chủ trì sự kiện sắp tới của {place}"
//     - "sự kiện sắp tới tổ chức ở đâu"
//     - "sự kiện sắp tới"
//     - "sắp tới có hội nghị nào"
//     - "{place} sắp đón đoàn nào"
//     - "lịch sự kiện dự kiến của {place}"
//     - "các cuộc họp dự kiến"
//     - "sự kiện sẽ tổ chức"
//     - "chuyến thăm dự kiến của {place}"
//     - "sự kiện nào đã lên lịch"
//     - "sự kiện sắp diễn ra ở {place}"
//   en:
//     - "planned events"
//     - "upcoming visits of {place}"
//     - "where are the coming events held"
//     - "who hosts the planned events"
//     - "upcoming events"
//     - "scheduled events"
//     - "which meetings are planned"
//     - "events planned by {place}"
//     - "what events will take place"
//     - "visits planned with {place}"
//     - "future events"
//     - "next events of {place}"
//     - "which conferences are coming up"
// params:
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
// order: [starts_on, event]
// columns:
//   event: Event
//   kind: EventKind
//   status: EventStatus
//   starts_on: date
//   ends_on: date
//   hosts:
//     type: Place|Agency[]
//     title: {vi: "Chủ trì, chủ nhà", en: "Hosts"}
//   coordinators: Place|Agency[]
//   partners: Place|Agency[]
//   held_at: Place[]
//   agreements: Agreement[]
//   time_text: text
//   sources: source[]
//   starts_on_precision: precision
//   ends_on_precision: precision
//---
MATCH (e:Event)
WHERE e.status IN ['planned', 'postponed'] AND ($place IS NULL OR EXISTS {
  (e)-[:LEADS|COORDINATES|WITH_PARTNER|AT]-(:Entity)-[:AGENCY_OF*0..1]->(:Entity)
    -[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]->(:Place {id: $place})
})
RETURN e.id AS event, e.kind AS kind, e.status AS status, e.starts_on AS starts_on, e.ends_on AS ends_on,
  [(e)<-[:LEADS]-(host:Entity) | host.id] AS hosts, [(e)<-[:COORDINATES]-(body:Entity) | body.id] AS coordinators,
  [(e)-[:WITH_PARTNER]->(partner:Entity) | partner.id] AS partners, [(e)-[:AT]->(place:Place) | place.id] AS held_at,
  [(e)-[:UNDER|CONCERNS]->(g:Agreement) | g.id] AS agreements, e.time_text AS time_text,
  reduce(all = [], one IN [(e)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  e.starts_on_precision AS starts_on_precision, e.ends_on_precision AS ends_on_precision
