// A select that the page sent with its own choice alone gets all the others from the template that offers them once.
// What is chosen stays chosen, and what is no longer offered stays to be seen.

for (const select of document.querySelectorAll("select[data-offered]")) {
  const offered = document.getElementById(select.dataset.offered).content.querySelector("select").cloneNode(true);
  const own = select.selectedOptions[0];
  select.replaceChildren(...offered.children);
  const same = [...select.options].find((option) => option.value === own.value);
  if (same) same.defaultSelected = same.selected = true;
  else select.append(own);
}
