/* What queue.js keeps is sent, each once with its own key, when there is a connection again. */
(() => {
  const place = document.getElementById("queue"), AGAIN = 20000;
  if (!place) return;
  const NAME = `queue:${place.dataset.me}`;
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
    return sentence || "It is not yours to change any more.";
  }

  /* `no` is a sentence when it was refused; throws to try again later. */
  async function deliver(one) {
    const body = new URLSearchParams({ once: one.once });
    const answer = await fetch(`${one.path}${one.path.includes("?") ? "&" : "?"}at=work`, { method: "POST", headers: headers(), body });
    if ([400, 401].includes(answer.status) || answer.status >= 500) throw new Error("later");
    const no = answer.ok ? "" : await reason(answer);
    document.dispatchEvent(new CustomEvent("nibble:sent", { detail: { one, done: answer.ok } }));
    return { no: no && `Not ${one.back ? "put back" : "checked off"}: ${one.title}. ${no}`, back: one.back };
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
    if (told.length) tell(told);
  }

  function tell(told) {
    const done = told.filter(({ no }) => !no);
    const back = done.filter((one) => one.back).length;
    const counts = [[done.length - back, "checked off"], [back, "put back"]].filter(([count]) => count);
    const sent = counts.length && `Sent: ${counts.map((one) => one.join(" ")).join(", ")}.`;
    const words = [sent, ...told.map(({ no }) => no)].filter(Boolean).join(" ");
    if (words) document.dispatchEvent(new CustomEvent("nibble:say", { detail: words }));
    if (done.length && document.getElementById("work")) {
      htmx.ajax("GET", "/my-work", { target: "#work", swap: "outerMorph" });
    }
  }

  addEventListener("online", send);
  setInterval(send, AGAIN);
  send();
})();
