// Names while one types, in a list beneath the box. Without this file the box is a plain form.

for (const form of document.querySelectorAll("form[data-suggestions]")) suggest(form);

function suggest(form) {
  const box = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const told = document.createElement("p");
  let asked = 0;
  let chosen = -1;
  list.className = "search-box__list";
  list.id = "search-suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.some);
  told.className = "vh";
  told.setAttribute("role", "status");
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id }))
    box.setAttribute(name, value);
  close();

  box.addEventListener("input", async () => {
    // Only now: until someone types, the page is what it is without this file.
    if (!list.isConnected) form.append(list, told);
    const number = ++asked;
    const typed = box.value.trim();
    if (!typed) return close();
    try {
      const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(typed)}`);
      const { suggestions } = await answer.json();
      // Whoever types on is answered for what they typed last.
      if (number === asked) show(suggestions);
    } catch {
      close();
    }
  });
  box.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.isComposing || list.hidden) return;
    if (event.key in steps) {
      event.preventDefault();
      const places = list.children.length + 1;
      choose(((chosen + 1 + steps[event.key] + places) % places) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.url);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  box.addEventListener("blur", close);
  // A press would take the focus from the box before it is a click.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const line = event.target.closest("li");
    if (line) location.assign(line.dataset.url);
  });

  function show(suggestions) {
    list.replaceChildren(...suggestions.map(line));
    list.hidden = !suggestions.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = list.hidden ? form.dataset.none : `${form.dataset.some}: ${suggestions.length}`;
    choose(-1);
  }

  function close() {
    asked += 1;
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    told.textContent = "";
    choose(-1);
  }

  function choose(place) {
    chosen = place;
    [...list.children].forEach((one, at) => one.setAttribute("aria-selected", String(at === place)));
    if (place < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[place].id);
  }
}

function line({ title, lang, kind, url, also }, place) {
  const entry = document.createElement("li");
  const name = document.createElement("span");
  const beside = document.createElement("small");
  entry.id = `search-suggestion-${place}`;
  entry.dataset.url = url;
  entry.setAttribute("role", "option");
  name.textContent = title;
  name.lang = lang;
  beside.textContent = also ? `${kind} · ${also}` : kind;
  entry.append(name, beside);
  return entry;
}
