/* Forms: the pressed button says that it is at work, and the first wrong field has the focus. */
(() => {
  const WRONG = 'form[method="post"] :is([aria-invalid="true"], .field--error :is(input, select, textarea))';
  const busy = () => document.querySelectorAll('button[aria-busy="true"]');

  function rest() {
    for (const button of busy()) button.removeAttribute("aria-busy");
  }

  function toFirstWrong(root) {
    root.querySelector(WRONG)?.focus();
  }

  document.addEventListener("submit", (event) => {
    if (event.submitter?.matches(".btn")) event.submitter.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", (event) => event.persisted && rest());
  document.addEventListener("htmx:finally:request", rest);
  document.addEventListener("htmx:after:swap", (event) => toFirstWrong(event.target));
  toFirstWrong(document);
})();
