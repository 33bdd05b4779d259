// What is typed is kept every few seconds, apart from what is saved, so that a crash or a log-out loses none of it.
// The page also says that it is open, and hears who else has it open and whether someone saved a newer version.

const LOOK = 1_000;
const STILL = 2_000; // typing has stopped
const LONGEST = 10_000; // or goes on and on
const SAY = 25_000; // that the page is still open

const place = document.querySelector("[data-open-page]");
const form = place?.closest("form");
const told = document.querySelector(".open-page__kept");
let opened = null; // what stood in the form before anything was typed
let kept = null; // what the desk has: what was opened, or what was typed since
let last = null;
let changedAt = 0;
let keptAt = 0;
let heardAt = 0;
let hasFailed = false;
let isOver = false; // what was typed is on its way to be saved, or to be let go

function fields() {
  const found = [];
  for (const [name, value] of new FormData(form)) {
    if (name.startsWith("_") || name === "csrfmiddlewaretoken" || name.includes("__prefix__")) continue;
    if (typeof value === "string") found.push([name, value]);
    else if (value.name) found.push(["_files", value.name]);
  }
  return found;
}

function standing() {
  return JSON.stringify(fields());
}

// Fields come to their first words by themselves, the rich text editor later than others.
function remember(now = standing()) {
  if (opened !== null) return;
  opened = now;
  kept = "unsaved" in place.dataset ? "" : now;
  last = now;
}

function look() {
  if (isOver || opened === null) return;
  const now = standing();
  const at = Date.now();
  if (now !== last) {
    last = now;
    changedAt = at;
  }
  const isStill = at - changedAt >= STILL || at - keptAt >= LONGEST;
  if (now !== kept && isStill && at - keptAt >= (hasFailed ? SAY : STILL)) keep(now);
  else if (at - heardAt >= SAY) say("here");
}

async function keep(now = standing()) {
  if (isOver || opened === null || now === kept) return;
  const before = kept;
  kept = now;
  keptAt = Date.now();
  // Someone who has taken everything back has nothing to be brought back.
  const isAsOpened = now === opened && !("unsaved" in place.dataset);
  hasFailed = !(await say(isAsOpened ? "nothing" : "typed"));
  if (hasFailed && kept === now) kept = before;
}

// Whether the desk heard it.
async function say(doing, isLast = false) {
  heardAt = Date.now();
  // Another module has told that nobody is logged in; until then there is nothing to say.
  if (form.querySelector(".logged-out")) return isLast ? false : await loggedOut();
  const body = new FormData();
  const seen = form.elements.seen?.value;
  if (doing === "typed") for (const [name, value] of fields()) body.append(name, value);
  else if (seen) body.set("seen", seen);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("_page", form.elements._page.value);
  body.set("_doing", doing);
  try {
    // A browser lets little outlive its page, and refuses the rest. What is longer was kept a moment ago.
    const keepalive = isLast && 3 * last.length < 60_000;
    const answer = await fetch(place.dataset.openPage, { method: "POST", body, redirect: "manual", keepalive });
    if (answer.type === "opaqueredirect" || answer.status === 403) return await loggedOut();
    if (!answer.ok && answer.status !== 413) throw new Error(answer.statusText);
    hear(await answer.json(), doing);
    return answer.ok;
  } catch {
    if (doing === "typed" && !isLast) tell(told, place.dataset.notKept);
    return false;
  }
}

function hear(answer, doing) {
  if (doing === "typed" || doing === "nothing") tell(told, answer.told);
  if (answer.others !== undefined) tell(place.querySelector(".open-page__others"), answer.others);
  const newer = place.querySelector(".open-page__newer");
  if (answer.newer && newer.dataset.told !== answer.newer) {
    newer.dataset.told = answer.newer;
    newer.replaceChildren(`${answer.newer} `);
    if (answer.others !== undefined) newer.append(place.querySelector("template").content.cloneNode(true));
  }
}

function tell(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

// Whoever has logged in again elsewhere has a new token, and all goes on as before.
async function loggedOut() {
  const asked = {};
  form.dispatchEvent(new CustomEvent("token-wanted", { detail: asked }));
  const token = await asked.token;
  const isNew = Boolean(token) && token !== form.elements.csrfmiddlewaretoken.value;
  if (isNew) {
    form.elements.csrfmiddlewaretoken.value = token;
    form.querySelector(".logged-out")?.remove();
  }
  tell(told, place.dataset[isNew ? "notKept" : "loggedOut"]);
  return false;
}

function leave() {
  if (isOver || opened === null) return;
  const now = standing();
  last = now;
  if (now !== kept) {
    kept = now;
    say("typed", true);
  }
}

if (form) {
  for (const deed of ["pointerdown", "keydown"]) addEventListener(deed, () => remember(), { capture: true });
  // Something was typed before it was known what stood there: it counts as typed.
  form.addEventListener("input", () => remember(""));
  addEventListener("load", () => setTimeout(remember, LOOK));
  setInterval(look, LOOK);
  say("here");

  // Before a save is sent, what is typed is kept: the answer may be that it can't be saved.
  form.addEventListener("before-save", (event) => event.detail.push(keep()));
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (event.target === form || "letsGo" in event.target.dataset) isOver = true;
    else leave();
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : look()));
  addEventListener("pagehide", () => {
    leave();
    if (!isOver) say("leave", true);
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isOver = false;
    say("here");
  });
}
