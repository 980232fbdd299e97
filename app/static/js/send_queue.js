/* What queue.js keeps is sent, each once with its own key, when there is a connection again. */
(() => {
  const place = document.getElementById("queue");
  if (!place) return;
  const NAME = `queue:${place.dataset.me}`;
  const AGAIN = 20000;
  let sending = false;
  const headers = () => ({
    ...JSON.parse(document.body.getAttribute("hx-headers:inherited")),
    Accept: "application/json",
    "HX-Request": "true",
    "HX-Request-Type": "partial",
  });

  async function reason(answer) {
    if (answer.headers.has("HX-Redirect")) return "Something has to be done first: its page says what.";
    if (answer.status === 404) return "It is not there any more: it was deleted, or is not yours to see.";
    const { sentence } = await answer.json().catch(() => ({}));
    return sentence || "It is not yours to check off any more.";
  }

  /* Nothing when it was done, a sentence when it was refused; throws to try again later. */
  async function deliver(one) {
    const body = new URLSearchParams({ once: one.once });
    const answer = await fetch(`${one.path}?at=work`, { method: "POST", headers: headers(), body });
    if ([400, 401].includes(answer.status) || answer.status >= 500) throw new Error("later");
    const no = answer.ok ? "" : await reason(answer);
    document.dispatchEvent(new CustomEvent("nibble:sent", { detail: { one, done: answer.ok } }));
    return no && `Not checked off: ${one.title}. ${no}`;
  }

  async function send() {
    const list = JSON.parse(localStorage.getItem(NAME) ?? "[]");
    if (sending || !navigator.onLine || !list.length) return;
    sending = true;
    const told = [];
    try {
      for (const one of list) told.push(await deliver(one));
    } catch {
      /* The rest waits for the next time. */
    }
    sending = false;
    tell(told);
  }

  function tell(told) {
    const done = told.filter((no) => !no).length;
    const words = [done && `Sent: ${done} checked off.`, ...told].filter(Boolean).join(" ");
    if (words) document.dispatchEvent(new CustomEvent("nibble:say", { detail: words }));
    if (done && document.getElementById("work")) {
      htmx.ajax("GET", "/my-work", { target: "#work", swap: "outerMorph" });
    }
  }

  addEventListener("online", send);
  setInterval(send, AGAIN);
  send();
})();
