//---
// title: {vi: "Ai ký văn bản", en: "Who signed the documents"}
// description:
//   vi: "Người ký, chức vụ và cơ quan ban hành của mỗi văn bản, mới nhất trước."
//   en: "Signer, title and issuing body of each document, newest first."
// group: documents
// phrases:
//   vi:
//     - "ai ký {document}"
//     - "ai ký các văn bản"
//     - "người ký văn bản của {place}"
//     - "văn bản do ai ký"
//     - "người ký {document} là ai"
//     - "{document} do ai ký"
//     - "văn bản của {place} do ai ký"
//     - "danh sách người ký văn bản"
//     - "ai đứng tên ký {document}"
//     - "người nào đã ký {document}"
//     - "ai ký thay {place} trong các văn bản"
//     - "ai ký ban hành {document}"
//   en:
//     - "who signed {document}"
//     - "signers of documents"
//     - "who signs for {place}"
//     - "signer of {document}"
//     - "by whom was {document} signed"
//     - "signatories of the documents"
//     - "who put their name to {document}"
//     - "who signed the documents of {place}"
//     - "names of those who signed the documents"
//     - "whose signature is on {document}"
// params:
//   document:
//     type: Document
//     description: {vi: "chỉ của một văn bản", en: "only of one document"}
//     example: vn.bac-giang.kh-481-2022
//     default: null
//   place:
//     type: Place
//     description: {vi: "chỉ của một địa phương", en: "only of one place"}
//     example: vn.bac-giang
//     default: null
// order: [-issued_on, document]
// columns:
//   document: Document
//   signer_name: text
//   signer_title: text
//   number: text
//   issuers: Agency[]
//   issued_on: date
//   sources: source[]
//   issued_on_precision: precision
//---
MATCH (d:Document)
WHERE (d.signer_name IS NOT NULL OR d.signer_title IS NOT NULL) AND ($document IS NULL OR d.id = $document)
  AND ($place IS NULL OR EXISTS {
    (d)-[:ISSUED_BY]->(:Agency)-[:AGENCY_OF]->(:Place)-[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]->(:Place {id: $place})
  })
RETURN d.id AS document, d.signer_name AS signer_name, d.signer_title AS signer_title, d.number AS number,
  [(d)-[:ISSUED_BY]->(body:Agency) | body.id] AS issuers, d.issued_on AS issued_on, [d.id + '#-'] AS sources,
  d.issued_on_precision AS issued_on_precision
