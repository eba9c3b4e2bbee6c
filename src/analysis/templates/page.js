"use strict";
// Sort, filter and download tables; show a highlight's hint on tap. Without this script the page says the same.
const words = document.body.dataset;
const cellText = (row, column) => row.cells[column] ? row.cells[column].textContent.trim() : "";
const asNumber = (text) => text === "" ? NaN : Number(text.replace(/[,%\u200e\u200f]/g, ""));

function compare(a, b) {
  const [x, y] = [asNumber(a), asNumber(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, document.documentElement.lang) : x - y;
}

function sortBy(table, heading, column) {
  const down = heading.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => compare(cellText(a, column), cellText(b, column)) * (down ? -1 : 1));
  table.tBodies[0].append(...rows);
}

// A cell that begins like a formula would be run by a spreadsheet: the text is from the web.
const csvCell = (text) => '"' + text.replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""') + '"';

function download(table) {
  const shown = [...table.rows].filter((row) => !row.hidden);
  const lines = shown.map((row) => [...row.cells].map((cell) => csvCell(cell.textContent.trim())).join(","));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], {type: "text/csv"}));
  link.download = "khabar.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}

for (const box of document.querySelectorAll(".table")) {
  const table = box.querySelector("table");
  const tools = document.createElement("div");
  tools.className = "tools";
  const filter = document.createElement("input");
  filter.type = "search";
  filter.placeholder = words.filter;
  filter.setAttribute("aria-label", words.filter);
  filter.addEventListener("input", () => {
    const wanted = filter.value.trim().toLocaleLowerCase();
    for (const row of table.tBodies[0].rows) row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
  });
  const save = document.createElement("button");
  save.type = "button";
  save.textContent = words.csv;
  save.addEventListener("click", () => download(table));
  tools.append(filter, save);
  box.before(tools);
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", () => sortBy(table, heading, column));
    heading.replaceChildren(button);
  });
}

const hint = document.createElement("p");
hint.className = "hint";
hint.setAttribute("role", "status");
hint.hidden = true;
document.body.append(hint);
document.addEventListener("click", (event) => {
  const marked = event.target.closest(".text [title]");
  hint.hidden = !marked;
  hint.textContent = marked ? marked.title : "";
});
