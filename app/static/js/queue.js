/* Check-offs, and what is put back, are kept on this device without a connection; send_queue.js sends them. */
(() => {
  const place = document.getElementById("queue");
  if (!place) return;
  const NAME = `queue:${place.dataset.me}`;
  const FORMS = "form[data-queue]";
  const read = () => JSON.parse(localStorage.getItem(NAME) ?? "[]");
  const path = (form) => form.getAttribute("action").replace(/([?&])at=\w+&?/, "$1").replace(/[?&]$/, "");
  const isBack = (form) => "back" in form.dataset;
  const forms = () => [...document.querySelectorAll(FORMS)];
  const other = (address, one) => address.replace(/\/(un)?check(?=\?|$)/, one.back ? "/check" : "/uncheck");
  const digit = (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16);
  const key = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, digit);

  function show(form, waits, done) {
    form.closest("li, section")?.classList.toggle("is-queued", waits);
    form.querySelector("[role=checkbox]")?.setAttribute("aria-checked", String(done));
  }

  function keep(list) {
    localStorage.setItem(NAME, JSON.stringify(list));
    const what = list.some((one) => one.back) ? "change" : "check-off";
    const count = list.length === 1 ? `1 ${what} waits` : `${list.length} ${what}s wait`;
    const titles = list.map((one) => (one.back ? `${one.title} (back on the list)` : one.title)).join("; ");
    place.textContent = list.length ? `${count} for a connection: ${titles}.` : "";
    for (const form of forms()) {
      const waits = list.some((one) => one.path === path(form));
      show(form, waits, waits !== isBack(form));
    }
  }
  const say = (detail) => document.dispatchEvent(new CustomEvent("nibble:say", { detail }));

  function add(form) {
    keep([...read(), { path: path(form), once: form.elements.once.value, title: form.dataset.queue, back: isBack(form) }]);
    say("No connection. It is kept here and sent when there is one.");
  }

  addEventListener("submit", (event) => {
    const form = event.target.closest(FORMS);
    if (!form) return;
    const rest = read().filter((one) => one.path !== path(form)), waits = rest.length < read().length;
    form.elements.once.value = key();
    if (!waits && navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waits ? (keep(rest), say("Taken back.")) : add(form);
  }, true);
  document.addEventListener("htmx:error", (event) => {
    if (event.target.matches?.(FORMS) && !event.detail?.ctx?.response) add(event.target);
  });
  document.addEventListener("nibble:sent", ({ detail: { one, done } }) => {
    const same = forms().filter((form) => done && path(form) === one.path);
    for (const form of same) {
      for (const name of ["action", "hx-post"]) form.setAttribute(name, other(form.getAttribute(name), one));
      form.toggleAttribute("data-back", !one.back);
    }
    keep(read().filter((kept) => kept.once !== one.once));
  });
  keep(read());
})();
