//---
// title: {vi: "Ai hợp tác về một lĩnh vực", en: "Who cooperates on a topic"}
// description:
//   vi: "Các cặp bên ở hai phía của những thỏa thuận về lĩnh vực ấy hay lĩnh vực hẹp hơn; phía ta ở cột đầu."
//   en: "Pairs of parties on both sides of agreements about the topic or a narrower one; our side in the first column."
// group: partners
// phrases:
//   vi:
//     - "ai hợp tác về {topic}"
//     - "hợp tác về {topic}"
//     - "những tỉnh nào hợp tác trong lĩnh vực {topic}"
//     - "{topic}"
//     - "tỉnh nào hợp tác về {topic}"
//     - "nơi nào hợp tác {topic}"
//     - "hợp tác {topic}"
//     - "{topic} ai hợp tác"
//     - "đối tác về {topic}"
//     - "những địa phương nào đang hợp tác {topic}"
//     - "ai có quan hệ hợp tác về {topic}"
//     - "các tỉnh hợp tác {topic} với nước ngoài"
//     - "lĩnh vực {topic} có những ai hợp tác"
//     - "ai cùng ai hợp tác về {topic}"
//   en:
//     - "who cooperates on {topic}"
//     - "cooperation on {topic}"
//     - "{topic}"
//     - "which provinces cooperate on {topic}"
//     - "who works together on {topic}"
//     - "partners on {topic}"
//     - "cooperation in {topic}"
//     - "who is involved in cooperation on {topic}"
//     - "which places cooperate in the field of {topic}"
//     - "{topic} cooperation"
//     - "who has partners for {topic}"
//     - "which provinces have {topic} partners"
//     - "who is working on {topic} with whom"
// params:
//   topic:
//     type: Topic
//     description: {vi: "lĩnh vực, kể cả các lĩnh vực hẹp hơn", en: "the topic, narrower ones included"}
//     example: topic.y-te
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
//   home:
//     type: Place
//     kinds: [country]
//     description: {vi: "nước của phía ta", en: "the country of our side"}
//     default: vn
// derive: [agreement_life, party_pairs]
// order: [state, place, partner, agreement]
// columns:
//   place: Place|Agency
//   partner: Place|Agency
//   agreement: Agreement
//   topics: Topic[]
//   status: AgreementStatus
//   state: AgreementState
//   sources: source[]
//---
MATCH (:Topic {id: $topic})<-[:BROADER*0..6]-(topic:Topic)
WITH DISTINCT topic
MATCH (topic)<-[about:ABOUT]-(g:Agreement)
WITH g, collect({id: topic.id, sources: about.sources}) AS found
MATCH (g)<-[:PARTY_TO]-(party:Entity)
OPTIONAL MATCH (party)-[:AGENCY_OF*0..1]->(seat:Place)
WITH g, found, collect({id: party.id, side: coalesce(seat.country, party.id)}) AS parties
RETURN g.id AS agreement, parties, [one IN found | one.id] AS topics, g.status AS status,
  reduce(all = [], one IN found | all + one.sources) AS sources
