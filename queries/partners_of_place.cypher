//---
// title: {vi: "Ai hợp tác với một địa phương", en: "Who cooperates with a place"}
// description:
//   vi: "Các bên ở phía kia trong thỏa thuận của địa phương, của đơn vị bên dưới, cơ quan và đơn vị tiền thân của nó."
//   en: "The parties on the other side of the agreements of the place, of the units below it, its bodies and its predecessors."
// group: partners
// phrases:
//   vi:
//     - "ai hợp tác với {place}"
//     - "{place} hợp tác với ai"
//     - "{place} hợp tác với những đâu"
//     - "đối tác của {place}"
//     - "địa phương kết nghĩa với {place}"
//     - "{place}"
//     - "đối tác nước ngoài của {place}"
//     - "{place} kết nghĩa với đâu"
//     - "{place} hợp tác với địa phương nào"
//     - "ai là đối tác của {place}"
//     - "những ai hợp tác với {place}"
//     - "nơi nào hợp tác với {place}"
//     - "hợp tác với {place}"
//     - "{place} hợp tác"
//     - "hợp tác của {place}"
//     - "{place} hợp tác với những tỉnh nào"
//     - "{place} hợp tác với nước nào"
//     - "tỉnh nào hợp tác với {place}"
//     - "{place} có những đối tác nào"
//     - "{place} có bao nhiêu đối tác"
//     - "{place} có quan hệ hợp tác với những nơi nào"
//     - "đối tác {place}"
//     - "{place} có quan hệ với tỉnh nào"
//     - "{place} hợp tác với huyện nào"
//   en:
//     - "who cooperates with {place}"
//     - "partners of {place}"
//     - "whom does {place} cooperate with"
//     - "sister cities of {place}"
//     - "{place}"
//     - "foreign partners of {place}"
//     - "who are the partners of {place}"
//     - "cooperation with {place}"
//     - "cooperation of {place}"
//     - "which provinces cooperate with {place}"
//     - "{place} partners"
//     - "which places work with {place}"
//     - "does {place} have any partners"
//     - "how many partners does {place} have"
//     - "with which places does {place} have ties"
//     - "which countries does {place} cooperate with"
// params:
//   place:
//     type: Place
//     description: {vi: "địa phương", en: "the place"}
//     example: vn.bac-giang
//   only_itself:
//     type: yes/no
//     description: {vi: "chỉ những gì chính nó là một bên", en: "only where it is a party itself"}
//     default: false
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
// derive: [agreement_life]
// order: [state, partner, agreement, through]
// columns:
//   partner: Place|Agency
//   through: Place|Agency
//   agreement: Agreement
//   topics: Topic[]
//   status: AgreementStatus
//   state: AgreementState
//   period_from: date
//   period_to: date
//   inferred: yes/no
//   sources: source[]
//   period_from_precision: precision
//   period_to_precision: precision
//---
MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Place)
WITH DISTINCT unit
MATCH (unit)<-[:AGENCY_OF*0..1]-(ours:Entity)
WITH DISTINCT ours
WHERE ours.id = $place OR NOT $only_itself
MATCH (ours)-[:PARTY_TO]->(g:Agreement)
MATCH (g)<-[r:PARTY_TO]-(party:Entity)
OPTIONAL MATCH (party)-[:AGENCY_OF]->(seat:Place)
WITH g, ours, collect({
  id: party.id, side: coalesce(seat.country, party.country, party.id), sources: r.sources, inferred: r.inferred
}) AS parties
WITH g, parties, [p IN parties WHERE p.id = ours.id][0] AS through
UNWIND parties AS partner
WITH g, through, partner, all(p IN parties WHERE p.side = through.side) AS one_side
WHERE partner.id <> through.id AND (one_side OR partner.side <> through.side)
RETURN partner.id AS partner, through.id AS through, g.id AS agreement,
  [(g)-[:ABOUT]->(topic:Topic) | topic.id] AS topics, g.status AS status,
  g.period_from AS period_from, g.period_to AS period_to,
  g.period_from_precision AS period_from_precision, g.period_to_precision AS period_to_precision,
  partner.inferred OR through.inferred AS inferred, through.sources + partner.sources AS sources
