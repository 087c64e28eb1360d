//---
// title: {vi: "Kinh phí được nêu", en: "Budgets stated"}
// description:
//   vi: "Kinh phí của thỏa thuận, việc và văn bản như được nêu; không cộng lại."
//   en: "Budgets of agreements, tasks and documents as stated; nothing is summed."
// group: overview
// phrases:
//   vi:
//     - "kinh phí"
//     - "kinh phí của {document}"
//     - "ngân sách dành cho hợp tác của {place}"
//     - "bao nhiêu tiền"
//     - "kinh phí thực hiện các việc"
//     - "kinh phí của {place}"
//     - "kinh phí hợp tác {place}"
//     - "{document} có kinh phí bao nhiêu"
//     - "chi bao nhiêu cho hợp tác"
//     - "nguồn kinh phí thực hiện"
//     - "dự toán kinh phí các kế hoạch"
//     - "việc nào có nêu kinh phí"
//     - "ngân sách hợp tác quốc tế"
//     - "{place} chi bao nhiêu tiền cho hợp tác"
//   en:
//     - "budgets"
//     - "budget of {document}"
//     - "how much money for {place}"
//     - "what does it cost"
//     - "budget for cooperation"
//     - "funding of {document}"
//     - "how much does {place} spend on cooperation"
//     - "costs stated in the documents"
//     - "which tasks have a budget"
//     - "money set aside for cooperation with {place}"
//     - "how are the plans funded"
//     - "cooperation funding of {place}"
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
// order: [-amount, item]
// columns:
//   item: Agreement|Task|Document
//   amount: number
//   currency:
//     type: text
//     title: {vi: "Loại tiền", en: "Currency"}
//   budget_text: text
//   sources: source[]
//---
OPTIONAL MATCH (x:Task)
WHERE x.budget IS NOT NULL OR x.budget_text IS NOT NULL
WITH collect(x) AS tasks
OPTIONAL MATCH (x:Agreement)
WHERE x.budget IS NOT NULL OR x.budget_text IS NOT NULL
WITH tasks, collect(x) AS agreements
OPTIONAL MATCH (x:Document)
WHERE x.budget_total IS NOT NULL OR x.budget_text IS NOT NULL
WITH tasks, agreements, collect(x) AS documents
UNWIND tasks + agreements + documents AS n
WITH n
WHERE ($document IS NULL OR EXISTS { (n)-[:STATED_IN]->(:Document {id: $document}) })
  AND ($place IS NULL OR EXISTS {
    (n)-[:LEADS|PARTY_TO|ISSUED_BY]-(:Entity)-[:AGENCY_OF*0..1]->(:Entity)
      -[:PART_OF|SUCCEEDED_BY|MEMBER_OF*0..8]->(:Place {id: $place})
  })
RETURN n.id AS item, coalesce(n.budget, n.budget_total) AS amount, coalesce(n.budget_currency, 'VND') AS currency,
  n.budget_text AS budget_text,
  reduce(all = [], one IN [(n)-[s:STATED_IN]->(d:Document) | [x IN s.sections | d.id + '#' + x]] | all + one) AS sources
