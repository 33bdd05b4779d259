// Names for what scripts build around fields: select boxes that search, and the rich text editor.
// Without them a screen reader says "edit text" and nothing else.

function labelOf(field) {
  const label = field?.id && document.querySelector(`label[for="${field.id}"]`);
  return label ? label.textContent.replace(/:\s*$/, "").trim() : "";
}

function nameSelect(container) {
  const name = labelOf(container.previousElementSibling);
  if (!name) return;
  for (const element of container.querySelectorAll('[role="combobox"], [role="textbox"], .select2-search__field')) {
    if (element.getAttribute("aria-label") === name) continue;
    element.setAttribute("aria-label", name);
    // It would point at the chosen words, which are none as long as nothing is chosen.
    element.removeAttribute("aria-labelledby");
  }
}

function nameEditor(area) {
  const name = labelOf(area.closest(".prose-editor")?.querySelector("textarea"));
  if (name) area.setAttribute("aria-label", name);
}

function nameAll() {
  document.querySelectorAll(".select2-container").forEach(nameSelect);
  document.querySelectorAll('.tiptap:not([aria-label])').forEach(nameEditor);
  // The list of suggestions hangs at the end of the page, away from its field.
  for (const field of document.querySelectorAll(".select2-dropdown .select2-search__field:not([aria-label])")) {
    const open = document.querySelector(".select2-container--open [role=combobox][aria-label]");
    if (open) field.setAttribute("aria-label", open.getAttribute("aria-label"));
  }
}

new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
nameAll();
