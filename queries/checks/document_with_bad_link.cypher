//---
// title: {vi: "Liên kết không mở được", en: "Links that cannot be opened"}
// description:
//   vi: "Liên kết của văn bản không bắt đầu bằng http:// hay https://."
//   en: "The document's link begins with neither http:// nor https://."
// group: documents
// owner: {vi: "Người giữ dữ liệu", en: "Data keeper"}
// remedy:
//   vi: "Sửa url thành địa chỉ đầy đủ."
//   en: "Make url a whole address."
// columns:
//   item: Document
//   url: text
//   sources: source[]
//---
MATCH (d:Document)
WHERE d.url IS NOT NULL AND NOT d.url STARTS WITH 'http://' AND NOT d.url STARTS WITH 'https://'
RETURN d.id AS item, d.url AS url,
  [d.id + '#-'] AS sources
ORDER BY item
LIMIT $limit
