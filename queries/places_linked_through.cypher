//---
// title: {vi: "Địa phương chỉ liên hệ qua bên thứ ba", en: "Places linked only through a third"}
// description:
//   vi: "Địa phương không ký trực tiếp với địa phương này nhưng cùng có một đối tác."
//   en: "Places that have signed nothing with this one but share a partner with it."
// group: partners
// phrases:
//   vi:
//     - "{place} liên hệ gián tiếp với ai"
//     - "địa phương liên hệ với {place} qua bên thứ ba"
//     - "ai có chung đối tác với {place}"
//     - "địa phương nào chưa hợp tác trực tiếp với {place} mà qua đối tác trung gian"
//     - "những nơi chỉ liên hệ với {place} qua trung gian"
//     - "quan hệ gián tiếp của {place}"
//     - "{place} gián tiếp hợp tác với nơi nào"
//     - "đối tác của đối tác của {place}"
//     - "nơi nào có cùng đối tác với {place}"
//     - "{place} có thể liên hệ với ai qua đối tác của mình"
//   en:
//     - "places linked to {place} only through a third"
//     - "who shares a partner with {place}"
//     - "indirect links of {place}"
//     - "partners of the partners of {place}"
//     - "which places are indirectly linked to {place}"
//     - "places with the same partners as {place}"
//     - "indirect partners of {place}"
//     - "who is connected to {place} through an intermediary"
//     - "places that have a partner in common with {place}"
//     - "second-degree partners of {place}"
// params:
//   place:
//     type: Place
//     description: {vi: "địa phương", en: "the place"}
//     example: vn.bac-giang
// order: [-count, linked]
// columns:
//   linked:
//     type: Place
//     title: {vi: "Địa phương liên hệ gián tiếp", en: "Place linked indirectly"}
//   through: Place[]
//   count: integer
//   sources: source[]
//---
MATCH (:Place {id: $place})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Place)
WITH DISTINCT unit
WITH collect(unit) AS units, collect(unit.id) AS ids
UNWIND units AS unit
MATCH (unit)-[near:COOPERATES_WITH]-(third:Place)
WITH ids, third, collect(near.sources) AS near_lists
MATCH (third)-[far:COOPERATES_WITH]-(linked:Place)
WHERE NOT linked.id IN ids AND NOT EXISTS { (linked)-[:COOPERATES_WITH]-(known:Place) WHERE known.id IN ids }
WITH linked, third, near_lists + [far.sources] AS lists
WITH linked, collect(third.id) AS through, collect(reduce(all = [], one IN lists | all + one)) AS lists
RETURN linked.id AS linked, through, size(through) AS count, reduce(all = [], one IN lists | all + one) AS sources
