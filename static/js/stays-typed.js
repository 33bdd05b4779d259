// A session that ended while someone was typing: saving would lead to the log-in page, and lose what was typed.
// So the form asks first. Where the answer is no, it stays as it is and says what to do.

const asking = document.querySelector("template#logged-out");
const form = asking?.closest("form");
let step = "typing";

async function save(event) {
  if (step === "sending") return;
  event.preventDefault();
  // A second click asks nothing twice.
  if (step === "asking") return;
  step = "asking";
  const token = await tokenOfSession();
  if (token === "") {
    step = "typing";
    return tell();
  }
  // Whoever has logged in again has a new token.
  if (token) form.elements.csrfmiddlewaretoken.value = token;
  const waits = [];
  form.dispatchEvent(new CustomEvent("before-save", { detail: waits }));
  await Promise.all(waits);
  step = "sending";
  form.requestSubmit(event.submitter);
  step = "typing";
}

// The token to send with the form; empty where nobody is logged in, null where there was no answer.
async function tokenOfSession() {
  try {
    const answer = await fetch(asking.dataset.asks, { redirect: "manual" });
    if (answer.type === "opaqueredirect") return "";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? null;
  } catch {
    return null;
  }
}

function tell() {
  form.querySelector(".logged-out")?.remove();
  asking.before(asking.content.cloneNode(true));
  form.querySelector(".logged-out a").focus();
}

form?.addEventListener("submit", save);
form?.addEventListener("token-wanted", (event) => {
  event.detail.token = tokenOfSession();
});
