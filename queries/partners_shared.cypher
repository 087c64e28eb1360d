//---
// title: {vi: "Đối tác chung của hai địa phương", en: "Partners that two places share"}
// description:
//   vi: "Địa phương đã ký với cả hai, kể cả qua đơn vị bên dưới, cơ quan và đơn vị tiền thân của mỗi bên."
//   en: "Places that have signed with both, also through units below, bodies and predecessors of each."
// group: partners
// phrases:
//   vi:
//     - "đối tác chung của {a} và {b}"
//     - "ai hợp tác với cả {a} và {b}"
//     - "{a} và {b} cùng hợp tác với địa phương nào"
//     - "{a} và {b} có đối tác nào chung"
//     - "{a} và {b} cùng kết nghĩa với tỉnh nào"
//     - "{a} và {b} có đối tác nào trùng nhau"
//     - "nơi nào là đối tác của cả {a} lẫn {b}"
//     - "đối tác trùng của {a} và {b}"
//     - "{a} và {b} cùng hợp tác với ai"
//     - "{a} {b} đối tác chung"
//   en:
//     - "partners shared by {a} and {b}"
//     - "who cooperates with both {a} and {b}"
//     - "common partners of {a} and {b}"
//     - "which partners do {a} and {b} have in common"
//     - "places that work with both {a} and {b}"
//     - "do {a} and {b} have the same partners"
//     - "overlapping partners of {a} and {b}"
//     - "mutual partners of {a} and {b}"
//     - "which places are partners of both {a} and {b}"
//     - "{a} {b} shared partners"
// params:
//   a:
//     type: Place
//     description: {vi: "một địa phương", en: "one place"}
//     example: vn.bac-giang
//   b:
//     type: Place
//     description: {vi: "địa phương kia", en: "the other place"}
//     example: vn.quang-tri
// order: [partner]
// columns:
//   partner: Place
//   a_agreements:
//     type: Agreement[]
//     title: {vi: "Thỏa thuận với địa phương thứ nhất", en: "Agreements with the first place"}
//   b_agreements:
//     type: Agreement[]
//     title: {vi: "Thỏa thuận với địa phương thứ hai", en: "Agreements with the second place"}
//   sources: source[]
//---
UNWIND [$a, $b] AS side
MATCH (:Place {id: side})<-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]-(unit:Place)
WITH DISTINCT side, unit
MATCH (unit)-[r:COOPERATES_WITH]-(partner:Place)
UNWIND r.agreements AS agreement
WITH partner, collect(DISTINCT CASE WHEN side = $a THEN agreement END) AS a_agreements,
  collect(DISTINCT CASE WHEN side = $b THEN agreement END) AS b_agreements, collect(r.sources) AS lists
WHERE size(a_agreements) > 0 AND size(b_agreements) > 0
RETURN partner.id AS partner, a_agreements, b_agreements, reduce(all = [], one IN lists | all + one) AS sources
