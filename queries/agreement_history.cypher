//---
// title: {vi: "Mọi điều về một thỏa thuận", en: "Everything about one agreement"}
// description:
//   vi: "Các bên, thời hạn, điều mỗi văn bản nói theo thời gian, gia hạn, thỏa thuận con, việc, sự kiện và con số; mỗi dòng là một điều."
//   en: "Its parties, periods, what each document says over time, renewals, sub-agreements, tasks, events and numbers; a row for each."
// group: agreements
// phrases:
//   vi:
//     - "mọi điều về {agreement}"
//     - "lịch sử của {agreement}"
//     - "{agreement} diễn biến thế nào"
//     - "chi tiết {agreement}"
//     - "{agreement}"
//     - "quá trình thực hiện {agreement}"
//     - "{agreement} từ đầu đến cuối"
//     - "các văn bản nói gì về {agreement} qua các năm"
//     - "{agreement} đã được gia hạn, thực hiện ra sao"
//     - "thông tin đầy đủ về {agreement}"
//     - "{agreement} có hiệu lực từ khi nào đến khi nào"
//     - "các bên của {agreement}"
//   en:
//     - "everything about {agreement}"
//     - "history of {agreement}"
//     - "details of {agreement}"
//     - "{agreement}"
//     - "how did {agreement} develop over time"
//     - "timeline of {agreement}"
//     - "full story of {agreement}"
//     - "who are the parties of {agreement}"
//     - "when does {agreement} end"
//     - "what do the documents say about {agreement}"
// params:
//   agreement:
//     type: Agreement
//     description: {vi: "thỏa thuận", en: "the agreement"}
//     example: agr.bac-giang--xaysomboun.2021
// order: [aspect, on_day, item, sources]
// columns:
//   aspect: AgreementAspect
//   item: Entity
//   on_day:
//     type: date
//     title: {vi: "Ngày, hoặc từ ngày", en: "Day, or first day"}
//   until: date
//   text:
//     type: text
//     title: {vi: "Nội dung", en: "What is said"}
//   status:
//     type: AgreementStatus
//     title: {vi: "Văn bản nói là", en: "Stated as"}
//   sources: source[]
//---
MATCH (g:Agreement {id: $agreement})<-[r:PARTY_TO|SIGNS]-(who:Entity)
RETURN CASE type(r) WHEN 'SIGNS' THEN 'signer' ELSE 'party' END AS aspect, who.id AS item, null AS on_day, null AS until,
  null AS text, null AS status, r.sources AS sources
UNION ALL
MATCH (g:Agreement {id: $agreement})
WHERE g.signed_on IS NOT NULL OR g.period_from IS NOT NULL OR g.period_to IS NOT NULL OR g.time_text IS NOT NULL
RETURN 'period' AS aspect, g.id AS item, coalesce(g.period_from, g.signed_on) AS on_day, g.period_to AS until,
  g.time_text AS text, null AS status,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources
UNION ALL
MATCH (g:Agreement {id: $agreement})-[r:STATED_IN]->(d:Document)
RETURN 'statement' AS aspect, d.id AS item, coalesce(r.status_on, d.as_of, d.issued_on) AS on_day, null AS until,
  null AS text, r.status AS status, [x IN r.sections | d.id + '#' + x] AS sources
UNION ALL
MATCH (g:Agreement {id: $agreement})-[r:RENEWS]-(other:Agreement)
RETURN CASE WHEN startNode(r).id = g.id THEN 'renews' ELSE 'renewed_by' END AS aspect, other.id AS item,
  coalesce(other.period_from, other.signed_on) AS on_day, other.period_to AS until, null AS text, other.status AS status,
  r.sources AS sources
UNION ALL
MATCH (g:Agreement {id: $agreement})-[r:UNDER]-(other:Agreement)
RETURN CASE WHEN startNode(r).id = g.id THEN 'part_of' ELSE 'sub_agreement' END AS aspect, other.id AS item,
  coalesce(other.period_from, other.signed_on) AS on_day, other.period_to AS until, null AS text, other.status AS status,
  r.sources AS sources
UNION ALL
MATCH (g:Agreement {id: $agreement})<-[r:UNDER|CONCERNS]-(t:Task)
RETURN CASE type(r) WHEN 'UNDER' THEN 'task' ELSE 'concerns' END AS aspect, t.id AS item, coalesce(t.start, t.deadline) AS on_day, t.end AS until, t.time_text AS text,
  null AS status, r.sources AS sources
UNION ALL
MATCH (g:Agreement {id: $agreement})<-[r:UNDER|CONCERNS]-(e:Event)
RETURN 'event' AS aspect, e.id AS item, e.starts_on AS on_day, e.ends_on AS until, e.time_text AS text, null AS status,
  r.sources AS sources
UNION ALL
MATCH (g:Agreement {id: $agreement})-[r:ABOUT]->(topic:Topic)
RETURN 'topic' AS aspect, topic.id AS item, null AS on_day, null AS until, null AS text, null AS status, r.sources AS sources
UNION ALL
MATCH (g:Agreement {id: $agreement})<-[r:OF]-(n:Quantity)
RETURN 'quantity' AS aspect, n.id AS item, null AS on_day, null AS until, n.what AS text, null AS status, r.sources AS sources
UNION ALL
MATCH (g:Agreement {id: $agreement})<-[r:TEXT_OF|IMPLEMENTS]-(d:Document)
RETURN 'document' AS aspect, d.id AS item, d.issued_on AS on_day, null AS until, d.number AS text, null AS status,
  r.sources AS sources
