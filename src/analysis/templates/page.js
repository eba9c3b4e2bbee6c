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

const said = (number) => number.toLocaleString("en");

// A filter above `box` and, where there are many of its `items`, a button below that shows all.
function shorten(box, items, say) {
  let all = items().length <= ROWS + 5;
  const filter = element("input", {type: "search", placeholder: say.filter});
  filter.setAttribute("aria-label", say.filter);
  const count = element("span", {className: "rows"});
  count.setAttribute("role", "status");
  const more = element("button", {type: "button", className: "more", textContent: say.all});
  const tools = element("div", {className: "tools"});
  const matching = () => items().filter((item) => folded(item.textContent).includes(folded(filter.value.trim())));
  function show() {
    const found = matching();
    const shown = new Set(all ? found : found.slice(0, ROWS));
    for (const item of items()) item.hidden = !shown.has(item);
    more.hidden = shown.size === found.length;
    count.textContent = said(shown.size) + " / " + said(items().length) + " " + say.unit;
  }
  filter.addEventListener("input", show);
  more.addEventListener("click", () => { all = true; show(); });
  tools.append(filter, count);
  box.before(tools);
  box.after(more);
  show();
  return {matching, show, count};
}

function equip(box) {
  const table = box.querySelector("table");
  if (table.querySelector(".none")) return;
  const rows = () => [...table.tBodies[0].rows];
  const {matching, show, count} = shorten(box, rows, {filter: words.filter, all: words.all, unit: words.rows});
  const save = element("button", {type: "button", textContent: words.csv});
  save.addEventListener("click", () => download(table, matching()));
  count.before(save);
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = element("button", {type: "button", textContent: heading.textContent});
    button.addEventListener("click", () => { sortBy(table, heading, column); show(); });
    heading.replaceChildren(button);
  });
}
for (const box of document.querySelectorAll(".table")) equip(box);
for (const list of document.querySelectorAll(".cards")) {
  const cards = [...list.querySelectorAll(".card")];
  if (cards.length > 5) shorten(list, () => cards, {filter: words.filterCards, all: words.allCards, unit: words.groups});
}

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
    form.querySelector(".shown").textContent = said(groups.filter((group) => !group.hidden).length) + " / " + said(groups.length) + " " + words.groups;
  };
  form.addEventListener("input", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  choose();
}

const hint = element("p", {className: "hint", id: "hint", hidden: true});
hint.setAttribute("role", "tooltip");
document.body.append(hint);
const marks = [...document.querySelectorAll(".text [title]")];
for (const marked of marks) {
  marked.dataset.hint = marked.title; // ours is shown at once, on a tap and on focus, the browser's own is not
  marked.removeAttribute("title");
}
// Of the highlights of a text one is in the order of Tab, and the arrows lead from one to the next.
for (const text of document.querySelectorAll(".text")) {
  [...text.querySelectorAll("[data-hint]")].forEach((marked, number) => { marked.tabIndex = number ? -1 : 0; });
}
let told = 0; // where the page stood when the hint was shown
function show(marked, at) {
  hint.hidden = !marked;
  document.querySelector("[aria-describedby=hint]")?.removeAttribute("aria-describedby");
  if (!marked) return;
  told = scrollY;
  hint.textContent = marked.dataset.hint;
  marked.setAttribute("aria-describedby", "hint");
  const lines = [...marked.getClientRects()];
  const line = at && lines.find((one) => at.clientY <= one.bottom) || lines[0];
  const middle = at ? at.clientX : (line.left + line.right) / 2;
  const left = Math.max(12, Math.min(middle - hint.offsetWidth / 2, document.documentElement.clientWidth - hint.offsetWidth - 12));
  const below = line.bottom + 6 + hint.offsetHeight < innerHeight;
  hint.style.left = left + "px";
  hint.style.top = (below ? line.bottom + 6 : line.top - 6 - hint.offsetHeight) + "px";
}
const markOf = (event) => event.target instanceof Element && event.target.closest(".text [data-hint]");
document.addEventListener("pointerover", (event) => show(markOf(event), event));
document.addEventListener("click", (event) => show(markOf(event), event.detail ? event : null));
document.addEventListener("focusin", (event) => {
  const marked = markOf(event);
  if (!marked || !marked.matches(":focus-visible")) return; // a tap shows it where the finger is
  marked.closest(".text").querySelector("[tabindex='0']").tabIndex = -1;
  marked.tabIndex = 0;
  show(marked);
});
document.addEventListener("focusout", (event) => { if (markOf(event)) show(null); });
addEventListener("scroll", () => { if (Math.abs(scrollY - told) > 80 && !(document.activeElement || hint).matches("[data-hint]:focus-visible")) show(null); }, {passive: true});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") show(null);
  const marked = markOf(event);
  if (!marked || event.altKey || event.ctrlKey || event.metaKey) return;
  const within = [...marked.closest(".text").querySelectorAll("[data-hint]")];
  const on = getComputedStyle(marked).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const step = {ArrowLeft: -1, ArrowRight: -1, [on]: 1}[event.key];
  const next = {Home: within[0], End: within.at(-1)}[event.key] || step && within[within.indexOf(marked) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({block: "nearest"});
  show(next);
});

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
