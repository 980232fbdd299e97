/* A check box changes at once; when the request fails it goes back. */
(() => {
  const boxOf = (event) => event.target.querySelector?.(":scope > [role=checkbox]");

  function turn(box) {
    const done = box.getAttribute("aria-checked") !== "true";
    box.setAttribute("aria-checked", String(done));
    box.closest("li")?.classList.toggle("task--done", done);
  }

  document.addEventListener("htmx:before:request", (event) => {
    const box = boxOf(event);
    if (box) turn(box);
  });

  function putBack(event) {
    const box = boxOf(event);
    if (box) turn(box);
  }

  document.addEventListener("htmx:error", putBack);
  document.addEventListener("htmx:response:error", putBack);
})();
