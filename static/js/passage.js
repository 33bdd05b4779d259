/* Where no source stands docked beside the fact, a pin shows its passage in place. Without this file it is a link. */
const PANE = ".source";

const pane = document.querySelector("[data-passages]");
if (pane && "popover" in HTMLElement.prototype) {
  document.addEventListener("click", (event) => {
    const pin = event.target.closest("a.pin");
    if (!pin || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || pin.closest(PANE)) return;
    // A pin for several sources leads to the first of them; a sheet would hide the others.
    const note = /^\d+$/.test(pin.textContent.trim()) && document.getElementById(pin.hash.slice(1));
    if (!note || !pane.contains(note) || isDocked()) return;
    event.preventDefault();
    show(pin, note);
  });
}

function isDocked() {
  return getComputedStyle(pane).position === "sticky";
}

function show(pin, note) {
  const sheet = document.createElement("div");
  sheet.className = "sheet";
  sheet.popover = "auto";
  sheet.tabIndex = -1;
  sheet.setAttribute("role", "dialog");
  sheet.setAttribute("aria-label", pin.getAttribute("aria-label"));
  sheet.append(...(note.matches("mark") ? passage(note) : [named(note)]), ways(sheet, pin));
  sheet.addEventListener("toggle", ({ newState }) => {
    if (newState === "open") return;
    delete pin.dataset.open;
    if (!sheet.dataset.leaving && (sheet.contains(document.activeElement) || document.activeElement === document.body))
      pin.focus({ preventScroll: true });
    sheet.remove();
  });
  document.body.append(sheet);
  pin.dataset.open = "";
  sheet.showPopover();
  place(sheet, pin);
  sheet.focus({ preventScroll: true });
}

/* The paragraphs that hold the passage, it alone marked, and who says so. */
function passage(mark) {
  const text = mark.closest(".source__text");
  const first = mark.closest("p");
  const last = text.querySelector(`a.pin[href="#${mark.id.replace("n", "r")}"]`)?.closest("p") ?? first;
  const quote = document.createElement("blockquote");
  quote.className = "quote";
  quote.lang = text.lang;
  for (let paragraph = first; paragraph; paragraph = paragraph === last ? null : paragraph.nextElementSibling) {
    const copy = paragraph.cloneNode(true);
    const own = copy.querySelector(`#${mark.id}`);
    if (own) {
      copy.querySelectorAll("mark").forEach((other) => other === own || other.replaceWith(...other.childNodes));
    }
    quote.append(bare(copy));
  }
  const cite = bare(mark.closest(PANE).querySelector(".source__head p").cloneNode(true));
  cite.className = "sheet__cite";
  return [quote, cite];
}

function named(note) {
  const copy = document.createElement("p");
  copy.append(...bare(note.cloneNode(true)).childNodes);
  return copy;
}

function bare(copy) {
  copy.querySelectorAll(".pin").forEach((pin) => pin.remove());
  copy.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
  return copy;
}

function ways(sheet, pin) {
  const line = document.createElement("p");
  line.className = "sheet__ways";
  const there = document.createElement("a");
  there.href = pin.hash;
  there.textContent = pane.dataset.go;
  there.addEventListener("click", () => {
    sheet.dataset.leaving = "";
    sheet.hidePopover();
  });
  const close = document.createElement("button");
  close.type = "button";
  close.className = "sheet__close";
  close.textContent = pane.dataset.close;
  close.addEventListener("click", () => sheet.hidePopover());
  line.append(there, close);
  return line;
}

/* Below the pin, or above it where there is more room; on a phone at the bottom, the pin just above it. */
function place(sheet, pin) {
  const { left, top, bottom } = pin.getBoundingClientRect();
  if (!matchMedia("(min-width: 40.01rem)").matches) {
    const hidden = bottom + 12 - (innerHeight - sheet.offsetHeight);
    if (hidden > 0) scrollBy({ top: hidden });
    return;
  }
  const { offsetWidth: width, offsetHeight: height } = sheet;
  const below = bottom + 8 + height < innerHeight || top < innerHeight - bottom;
  sheet.style.setProperty("inset-inline-start", `${Math.max(12, Math.min(left - 24, innerWidth - width - 12))}px`);
  sheet.style.setProperty("inset-block-start", `${below ? bottom + 8 : Math.max(8, top - height - 8)}px`);
}
