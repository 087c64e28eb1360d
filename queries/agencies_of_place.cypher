//---
// title: {vi: "Cơ quan của một địa phương", en: "Bodies of a place"}
// description:
//   vi: "Cơ quan của địa phương, với số việc mỗi cơ quan chủ trì và phối hợp."
//   en: "The bodies of the place, with how many tasks each leads and coordinates."
// group: units
// phrases:
//   vi:
//     - "cơ quan của {place}"
//     - "{place} có những sở nào"
//     - "các sở của {place}"
//     - "danh sách cơ quan của {place}"
//     - "bộ máy của {place}"
//     - "{place} có những cơ quan nào"
//     - "các đơn vị, sở ngành của {place}"
//     - "những cơ quan thuộc {place}"
//     - "cơ quan {place}"
//     - "{place} có bao nhiêu cơ quan"
//     - "các sở ngành {place}"
//     - "cơ quan nhà nước ở {place}"
//   en:
//     - "bodies of {place}"
//     - "which departments does {place} have"
//     - "departments of {place}"
//     - "list the bodies of {place}"
//     - "agencies of {place}"
//     - "government bodies in {place}"
//     - "which agencies exist in {place}"
//     - "offices in {place}"
//     - "institutions of {place}"
//     - "how many agencies does {place} have"
//     - "{place} departments"
//     - "administration of {place}"
//     - "which departments belong to {place}"
// params:
//   place:
//     type: Place
//     description: {vi: "địa phương", en: "the place"}
//     example: vn.bac-giang
// order: [-lead_count, -coordinate_count, agency]
// columns:
//   agency: Agency
//   kind: AgencyKind
//   lead_count: integer
//   coordinate_count: integer
//   valid_from: date
//   valid_to: date
//   sources: source[]
//---
MATCH (:Place {id: $place})<-[r:AGENCY_OF]-(body:Agency)
RETURN body.id AS agency, body.kind AS kind, COUNT { (body)-[:LEADS]->(:Task) } AS lead_count,
  COUNT { (body)-[:COORDINATES]->(:Task) } AS coordinate_count, body.valid_from AS valid_from, body.valid_to AS valid_to,
  r.sources AS sources
