// The way from what keeps a record from being published ends at its field: whatever is folded around it, or is the list
// that it names, opens.

const FIELDS = "input:not([type=hidden], [type=checkbox]), select, textarea";

function show() {
  const name = decodeURIComponent(location.hash.slice(1));
  const place = name && document.getElementById(name);
  if (!place) return;
  for (let box = place.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  const list = place.querySelector(":scope > details, :scope > fieldset > details");
  if (list) list.open = true;
  const field = place.matches(FIELDS) ? place : place.querySelector(FIELDS);
  field?.focus({ preventScroll: true });
  (place.closest(".form-row") ?? place).scrollIntoView();
}

addEventListener("hashchange", show);
// By then other scripts have built their boxes, and the browser has looked for the place itself.
if (document.readyState === "complete") show();
else addEventListener("load", show);
