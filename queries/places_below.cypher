//---
// title: {vi: "Đơn vị bên dưới một địa phương", en: "Units below a place"}
// description:
//   vi: "Đơn vị trực thuộc, với thời gian tồn tại; đơn vị còn vào ngày xem trước."
//   en: "The units directly below, with the time they exist; those that exist on the day of the view first."
// group: units
// phrases:
//   vi:
//     - "{place} gồm những huyện nào"
//     - "đơn vị trực thuộc {place}"
//     - "các đơn vị trực thuộc {place}"
//     - "{place} có những đơn vị nào"
//     - "{place} có những huyện nào"
//     - "các huyện của {place}"
//     - "danh sách huyện, thị xã của {place}"
//     - "{place} có bao nhiêu huyện"
//     - "các xã, phường của {place}"
//     - "đơn vị hành chính của {place}"
//     - "đơn vị cấp dưới của {place}"
//     - "huyện nào thuộc {place}"
//   en:
//     - "units below {place}"
//     - "districts of {place}"
//     - "units of {place}"
//     - "which districts does {place} have"
//     - "which districts are part of {place}"
//     - "administrative units of {place}"
//     - "subdivisions of {place}"
//     - "how many districts does {place} have"
//     - "towns and districts in {place}"
//     - "which communes belong to {place}"
//     - "local units under {place}"
//     - "{place} districts"
// params:
//   place:
//     type: Place
//     description: {vi: "địa phương", en: "the place"}
//     example: vn.bac-giang
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
// order: [-exists, unit, valid_from]
// columns:
//   unit: Place
//   kind: PlaceKind
//   exists: yes/no
//   valid_from: date
//   valid_to: date
//   sources: source[]
//---
MATCH (:Place {id: $place})<-[r:PART_OF]-(unit:Place)
RETURN unit.id AS unit, unit.kind AS kind, unit.valid_from AS valid_from, unit.valid_to AS valid_to, r.sources AS sources,
  coalesce(unit.valid_from <= $as_of, true) AND coalesce(unit.valid_to > $as_of, true)
  AND coalesce(r.valid_from <= $as_of, true) AND coalesce(r.valid_to > $as_of, true) AS exists
