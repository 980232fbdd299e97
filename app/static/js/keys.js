/* Single keys, unless the person switched them off; never while typing or in a box over the page. */
(() => {
  const list = document.getElementById("keys");
  if (!list) return;
  const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
  const ROWS = "main :is(.task, details.item, [data-due], .table--rows tbody tr)";
  let lead = -1500; // when G was pressed

  const single = () => (list.querySelector("[data-single]") ?? list).dataset.single === "on";
  const rows = () => [...document.querySelectorAll(ROWS)].filter((row) => row.checkVisibility());
  const present = (all) => all.findLastIndex((row) => row.contains(document.activeElement));

  function move(step) {
    const all = rows();
    const at = present(all);
    const row = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
    row?.querySelector(":scope > summary, a[href]")?.focus();
    row?.scrollIntoView({ block: "nearest" });
  }

  function show() {
    list.showModal();
    list.dispatchEvent(new Event("open"));
  }

  function go(key) {
    document.querySelector(`.nav [data-key="${CSS.escape(key)}"]`)?.click();
  }

  const DEEDS = {
    j: () => move(1),
    k: () => move(-1),
    x: () => rows()[present(rows())]?.querySelector(".check")?.click(),
    z: () => document.querySelector("#toasts form button")?.click(),
    "/": () => document.dispatchEvent(new CustomEvent("nibble:jump")),
    "?": show,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (!single() || event.target.closest(TYPING) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const follows = event.timeStamp - lead < 1500;
    lead = key === "g" ? event.timeStamp : -1500;
    const deed = follows && key !== "g" ? () => go(key) : DEEDS[key];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
  document.addEventListener("click", (event) => {
    const asks = event.target.closest("[data-keys-list]") && !event.ctrlKey && !event.metaKey;
    if (asks) event.preventDefault();
    if (asks) show();
    if (event.target === list || event.target.closest("#keys [data-close]")) list.close();
  });
})();
