/* Toasts: one at a time, six seconds, held while pointed at or focused. Undo leads back to the row. */
(() => {
  const SECONDS = 6;
  const region = document.getElementById("toasts");
  const failed = document.getElementById("toast-failed");
  let timer = 0;

  function hold() {
    clearTimeout(timer);
  }

  function count() {
    hold();
    if (region.matches(":hover") || region.contains(document.activeElement)) return;
    timer = setTimeout(() => region.replaceChildren(), SECONDS * 1000);
  }

  function say(toast) {
    region.replaceChildren(toast);
  }

  function sayText(text) {
    const toast = document.createElement("div");
    const words = document.createElement("span");
    toast.className = "toast";
    words.textContent = text;
    toast.append(words);
    say(toast);
  }

  function sayFailed() {
    say(failed.content.cloneNode(true));
  }

  function back(event) {
    const target = event.target.getAttribute("hx-target");
    if (target) document.querySelector(`${target} :is([role="checkbox"], .btn)`)?.focus();
  }

  new MutationObserver(count).observe(region, { childList: true });
  region.addEventListener("submit", back);
  region.addEventListener("pointerenter", hold);
  region.addEventListener("focusin", hold);
  region.addEventListener("pointerleave", count);
  region.addEventListener("focusout", () => setTimeout(count));
  document.addEventListener("nibble:say", (event) => sayText(event.detail));
  document.addEventListener("htmx:error", sayFailed);
  document.addEventListener("htmx:response:error", (event) => {
    if (event.detail.ctx.response.status >= 500) sayFailed();
  });
  if (region.childElementCount) count();
})();
