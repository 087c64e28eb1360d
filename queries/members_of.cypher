//---
// title: {vi: "Thành viên của một tập thể hay nhóm", en: "Members of a group"}
// description:
//   vi: "Địa phương hay cơ quan là thành viên, và cơ quan thường trực."
//   en: "The places or bodies that are members, and the standing body."
// group: units
// phrases:
//   vi:
//     - "thành viên của {group}"
//     - "{group} gồm những ai"
//     - "ai là thành viên của {group}"
//     - "các thành viên {group}"
//     - "{group} có những thành viên nào"
//     - "ai ở trong {group}"
//     - "{group} gồm những tỉnh nào"
//     - "{group} gồm những cơ quan nào"
//   en:
//     - "members of {group}"
//     - "who is in {group}"
//     - "who are the members of {group}"
//     - "which members does {group} have"
// params:
//   group:
//     type: Place|Agency
//     description: {vi: "nhóm, tập thể hay ban chỉ đạo", en: "the group or committee"}
//     example: la.nam-lao
// order: [-relationship, member]
// columns:
//   member: Place|Agency
//   relationship: relationship
//   sources: source[]
//---
MATCH (:Entity {id: $group})<-[r:MEMBER_OF|STANDING_BODY_OF]-(member:Entity)
RETURN member.id AS member, type(r) AS relationship, r.sources AS sources
