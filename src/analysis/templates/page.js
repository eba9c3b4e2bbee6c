"use strict";
// Sort, filter, shorten and download tables; choose groups of an index; say what a highlight is; mark where the reader
// is. Without this script the page says the same.
const words = document.body.dataset;
const cellText = (row, column) => row.cells[column] ? row.cells[column].textContent.trim() : "";
const asNumber = (text) => text === "" ? NaN : Number(text.replace(/[,%\u200e\u200f]/g, ""));
// Letters that a searcher writes in more than one way, marks and stretching are taken as one.
const folded = (text) => text.toLocaleLowerCase().replace(/[\u064b-\u065f\u0670\u0640]/g, "")
  .replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه");
const ROWS = 25;

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

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

function download(table, rows) {
  const lines = [table.tHead.rows[0], ...rows].map((row) => [...row.cells].map((cell) => csvCell(cell.textContent.trim())).join(","));
  const blob = new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], {type: "text/csv"});
  const name = (table.caption ? table.caption.textContent : "").replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
  const link = element("a", {href: URL.createObjectURL(blob), download: (name || "khabar") + ".csv"});
  link.click();
  URL.revokeObjectURL(link.href);
}

function equip(box) {
  const table = box.querySelector("table");
  const body = table.tBodies[0];
  let all = body.rows.length <= ROWS + 5;
  const filter = element("input", {type: "search", placeholder: words.filter});
  filter.setAttribute("aria-label", words.filter);
  const count = element("span", {className: "rows"});
  count.setAttribute("role", "status");
  const more = element("button", {type: "button", className: "more", textContent: words.all});
  const save = element("button", {type: "button", textContent: words.csv});
  const tools = element("div", {className: "tools"});
  const matching = () => [...body.rows].filter((row) => folded(row.textContent).includes(folded(filter.value.trim())));
  function show() {
    const rows = matching();
    const shown = new Set(all ? rows : rows.slice(0, ROWS));
    for (const row of body.rows) row.hidden = !shown.has(row);
    more.hidden = shown.size === rows.length;
    count.textContent = shown.size + " / " + body.rows.length + " " + words.rows;
  }
  filter.addEventListener("input", show);
  more.addEventListener("click", () => { all = true; show(); });
  save.addEventListener("click", () => download(table, matching()));
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = element("button", {type: "button", textContent: heading.textContent});
    button.addEventListener("click", () => { sortBy(table, heading, column); show(); });
    heading.replaceChildren(button);
  });
  tools.append(filter, save, count);
  box.before(tools);
  box.after(more);
  show();
}
for (const box of document.querySelectorAll(".table")) equip(box);

const form = document.querySelector(".choose");
if (form) {
  const groups = [...document.querySelectorAll(".group")];
  const choose = () => {
    const wanted = Object.fromEntries(new FormData(form));
    for (const group of groups) {
      const {outlets, from, to, status} = group.dataset;
      group.hidden = !folded(group.textContent).includes(folded(wanted.words.trim()))
        || Boolean(wanted.outlet) && !JSON.parse(outlets).includes(wanted.outlet)
        || Boolean(wanted.from) && !(to >= wanted.from)
        || Boolean(wanted.to) && !(from && from <= wanted.to)
        || Boolean(wanted.status) && status !== wanted.status;
    }
    form.querySelector(".shown").textContent = groups.filter((group) => !group.hidden).length + " / " + groups.length + " " + words.groups;
  };
  form.addEventListener("input", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  choose();
}

const hint = element("p", {className: "hint", hidden: true});
hint.setAttribute("role", "status");
document.body.append(hint);
for (const marked of document.querySelectorAll(".text [title]")) {
  marked.dataset.hint = marked.title; // ours is shown at once and on a tap, the browser's own is not
  marked.removeAttribute("title");
}
let told = 0; // where the page stood when the hint was shown
function tell(event) {
  const marked = event.target instanceof Element && event.target.closest(".text [data-hint]");
  hint.hidden = !marked;
  if (!marked) return;
  told = scrollY;
  hint.textContent = marked.dataset.hint;
  const lines = [...marked.getClientRects()];
  const line = lines.find((one) => event.clientY <= one.bottom) || lines[0];
  const left = Math.max(12, Math.min(event.clientX - hint.offsetWidth / 2, document.documentElement.clientWidth - hint.offsetWidth - 12));
  const below = line.bottom + 6 + hint.offsetHeight < innerHeight;
  hint.style.left = left + "px";
  hint.style.top = (below ? line.bottom + 6 : line.top - 6 - hint.offsetHeight) + "px";
}
document.addEventListener("pointerover", tell);
document.addEventListener("click", tell);
addEventListener("scroll", () => { hint.hidden ||= Math.abs(scrollY - told) > 80; }, {passive: true});
addEventListener("keydown", (event) => { if (event.key === "Escape") hint.hidden = true; });

const links = [...document.querySelectorAll(".contents a")];
if (links.length) {
  const parts = links.map((link) => document.querySelector(link.getAttribute("href")));
  const mark = () => {
    const here = parts.findLastIndex((part) => part && part.getBoundingClientRect().top < innerHeight / 3);
    links.forEach((link, number) => number === here ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));
  };
  addEventListener("scroll", mark, {passive: true});
  mark();
}
