/* Jump to: a box over the page. Arrows choose, Enter goes there, Escape closes. */
(() => {
  const palette = document.getElementById("palette");
  if (!palette) return;
  const input = palette.querySelector("[role=combobox]");
  const list = palette.querySelector("[role=listbox]");
  const options = () => [...list.querySelectorAll("[data-href]")];
  let chosen = 0;
  let waits = false; // the list is not yet the answer to what stands in the box
  let hurry = false; // Enter came before the answer

  function mark(place) {
    const all = options();
    chosen = all.length ? (place + all.length) % all.length : 0;
    for (const [at, one] of all.entries()) one.setAttribute("aria-selected", String(at === chosen));
    input.setAttribute("aria-activedescendant", all[chosen]?.id ?? "");
    all[chosen]?.scrollIntoView({ block: "nearest" });
  }

  const go = (option) => option && location.assign(option.dataset.href);

  function toggle() {
    if (palette.open) return palette.close();
    palette.showModal();
    input.select();
    input.dispatchEvent(new Event("open"));
  }

  new MutationObserver(() => {
    mark(0);
    palette.querySelector("[role=status]").textContent = `Results: ${options().length}`;
    if (hurry) go(options()[0]);
    waits = hurry = false;
  }).observe(list, { childList: true });
  input.addEventListener("input", () => (waits = true));
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || (!step && event.key !== "Enter")) return;
    event.preventDefault();
    if (step) mark(chosen + step);
    else if (waits && !hurry) hurry = true;
    else go(options()[chosen]);
  });
  palette.addEventListener("click", (event) => {
    if (event.target === palette || event.target.closest("[data-close]")) palette.close();
    go(event.target.closest("[data-href]"));
  });
  document.addEventListener("nibble:jump", toggle);
  addEventListener("click", (event) => {
    if (!event.target.closest("[data-jump]") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    toggle();
  });
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    toggle();
  });
})();
