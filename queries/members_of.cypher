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
//     - "thành phần {group}"
//     - "cơ quan nào tham gia {group}"
//     - "{group} có bao nhiêu thành viên"
//     - "danh sách thành viên {group}"
//   en:
//     - "members of {group}"
//     - "who is in {group}"
//     - "who are the members of {group}"
//     - "which members does {group} have"
//     - "who sits on {group}"
//     - "composition of {group}"
//     - "which bodies belong to {group}"
//     - "which provinces make up {group}"
//     - "what does {group} consist of"
//     - "membership of {group}"
//     - "{group} members"
// params:
//   group:
//     type: Place|Agency
//     kinds: [group, steering_committee, council, party, other]
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
