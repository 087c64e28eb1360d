//---
// title: {vi: "Thỏa thuận một cơ quan ký", en: "Agreements a body signs or is party to"}
// description:
//   vi: "Thỏa thuận mà cơ quan là một bên, hoặc ký thay cho địa phương của nó."
//   en: "Agreements to which the body is party, or which it signs for its place."
// group: agreements
// phrases:
//   vi:
//     - "thỏa thuận của {agency}"
//     - "{agency} ký gì"
//     - "{agency} là một bên của thỏa thuận nào"
//     - "{agency} có thỏa thuận gì"
//     - "{agency} hợp tác với ai"
//     - "{agency} đã ký văn bản hợp tác nào"
//     - "{agency} ký với ai"
//     - "{agency} đại diện ký thỏa thuận nào"
//     - "đối tác của {agency}"
//     - "{agency} tham gia thỏa thuận nào"
//     - "các thỏa thuận do {agency} ký"
//     - "{agency} có đối tác nào"
//     - "danh sách thỏa thuận {agency} đã ký"
//     - "{agency} đã ký kết với đối tác nước ngoài nào"
//   en:
//     - "agreements of {agency}"
//     - "what has {agency} signed"
//     - "which agreements does {agency} have"
//     - "whom does {agency} work with"
//     - "partners of {agency}"
//     - "agreements signed by {agency}"
//     - "what did {agency} sign"
//     - "with whom has {agency} signed"
//     - "agreements to which {agency} is party"
//     - "{agency} agreements"
//     - "does {agency} have foreign partners"
//     - "who cooperates with {agency}"
// params:
//   agency:
//     type: Agency
//     description: {vi: "cơ quan", en: "the body"}
//     example: vn.bac-giang.so-ngoai-vu
//   as_of:
//     type: date
//     description: {vi: "ngày xem", en: "the day of the view"}
//     default: today
// derive: [agreement_life]
// order: [state, agreement, relationship]
// columns:
//   agreement: Agreement
//   relationship: relationship
//   parties: Place|Agency[]
//   kind: AgreementKind
//   status: AgreementStatus
//   state: AgreementState
//   signed_on: date
//   period_from: date
//   period_to: date
//   sources: source[]
//   signed_on_precision: precision
//   period_from_precision: precision
//   period_to_precision: precision
//---
MATCH (:Agency {id: $agency})-[r:PARTY_TO|SIGNS]->(g:Agreement)
RETURN g.id AS agreement, type(r) AS relationship, [(g)<-[:PARTY_TO]-(party:Entity) | party.id] AS parties, g.kind AS kind,
  g.status AS status, g.signed_on AS signed_on, g.period_from AS period_from, g.period_to AS period_to,
  g.signed_on_precision AS signed_on_precision, g.period_from_precision AS period_from_precision,
  g.period_to_precision AS period_to_precision, r.sources AS sources
