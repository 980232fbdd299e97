/* A small window of a page, to keep beside the ticket board. */
(() => {
  addEventListener("click", (event) => {
    const link = event.target.closest("[data-popout]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.href, link.target, link.dataset.popout);
  });
})();
