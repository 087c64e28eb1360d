//---
// title: {vi: "Thỏa thuận về một lĩnh vực", en: "Agreements on a topic"}
// description:
//   vi: "Thỏa thuận về lĩnh vực ấy hay lĩnh vực hẹp hơn, của một địa phương hay của tất cả; còn hiệu lực trước."
//   en: "Agreements about the topic or a narrower one, of one place or of all; those in force first."
// group: agreements
// phrases:
//   vi:
//     - "thỏa thuận về {topic}"
//     - "các thỏa thuận trong lĩnh vực {topic}"
//     - "{place} có thỏa thuận nào về {topic}"
//     - "văn bản hợp tác đã ký về {topic}"
//     - "thỏa thuận {topic}"
//     - "thỏa thuận {topic} của {place}"
//     - "đã ký gì về {topic}"
//     - "những thỏa thuận có nội dung {topic}"
//     - "có thỏa thuận nào về {topic} không"
//     - "thỏa thuận nào nhắc đến {topic}"
//     - "{place} ký gì về {topic}"
//     - "thỏa thuận nào thuộc lĩnh vực {topic}"
//     - "ký kết trong lĩnh vực {topic}"
//     - "bản ghi nhớ về {topic} với {place}"
//     - "hợp tác {topic} với {place}"
//     - "tỉnh nào hợp tác về {topic} với {place}"
//     - "các tỉnh đã ký những văn bản gì về {topic}"
//   en:
//     - "agreements on {topic}"
//     - "agreements about {topic} of {place}"
//     - "which agreements cover {topic}"
//     - "what has been signed on {topic}"
//     - "{topic} agreements"
//     - "agreements in the field of {topic}"
//     - "has anything been signed on {topic}"
//     - "agreements dealing with {topic}"
//     - "is there an agreement on {topic} with {place}"
//     - "what did {place} sign about {topic}"
//     - "agreements that mention {topic}"
//     - "agreements related to {topic}"
//     - "{place} agreements on {topic}"
//     - "cooperation on {topic} with {place}"
//     - "who cooperates with {place} on {topic}"
// params:
//   topic:
//     type: Topic
//     description: {vi: "lĩnh vực, kể cả các lĩnh vực hẹp hơn", en: "the topic, narrower ones included"}
//     example: topic.y-te
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
//   only_itself:
//     type: yes/no
//     description: {vi: "chỉ những gì chính nó là một bên", en: "only where it is a party itself"}
//     default: false
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
// derive: [agreement_life]
// order: [state, agreement, through]
// columns:
//   agreement: Agreement
//   parties: Place|Agency[]
//   through: Place|Agency
//   kind: AgreementKind
//   status: AgreementStatus
//   state: AgreementState
//   signed_on: date
//   period_from: date
//   period_to: date
//   topics: Topic[]
//   sources: source[]
//   signed_on_precision: precision
//   period_from_precision: precision
//   period_to_precision: precision
//---
MATCH (:Topic {id: $topic})<-[:BROADER*0..6]-(topic:Topic)
WITH DISTINCT topic
MATCH (topic)<-[:ABOUT]-(g:Agreement)
WITH DISTINCT g
OPTIONAL MATCH (g)<-[:PARTY_TO]-(ours:Entity)
WHERE ours.id = $place OR NOT $only_itself AND EXISTS {
  (ours)-[:AGENCY_OF*0..1]->(:Entity)-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]->(:Place {id: $place})
}
WITH g, ours
WHERE $place IS NULL OR ours IS NOT NULL
RETURN g.id AS agreement, [(g)<-[:PARTY_TO]-(party:Entity) | party.id] AS parties, ours.id AS through,
  g.kind AS kind, g.status AS status, g.signed_on AS signed_on, g.period_from AS period_from, g.period_to AS period_to,
  [(g)-[:ABOUT]->(topic:Topic) | topic.id] AS topics,
  reduce(all = [], one IN [(g)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources,
  g.signed_on_precision AS signed_on_precision, g.period_from_precision AS period_from_precision,
  g.period_to_precision AS period_to_precision
