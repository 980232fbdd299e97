/* A bar's end is dragged, or moved with the arrow keys; the form for the date then asks why. */
(() => {
  const gantt = document.querySelector("[data-first]");
  const DAY = 86400000;
  const first = Date.parse(gantt.dataset.first);
  const days = Number(gantt.dataset.days);
  const rests = new Set(gantt.dataset.rests.split(" "));
  const iso = (due) => new Date(due).toISOString().slice(0, 10);
  const isOff = (due) => rests.has(iso(due)) || rests.has(String((new Date(due).getUTCDay() + 6) % 7));
  const works = (due, step) => (isOff(due) ? works(due + step * DAY, step) : due);
  let moved = null;

  function show(row, due) {
    const bar = row.querySelector(".gantt__bar");
    const end = ((due + DAY - first) / (DAY * days)) * 100;
    const start = Number.parseFloat(bar.getAttribute("x"));
    bar.setAttribute("width", `${Math.max(end - start, 0.5)}%`);
    row.querySelector(".gantt__note").textContent = new Date(due).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "short", timeZone: "UTC" });
    moved = { row, due };
  }

  const now = (row) => (moved?.row === row ? moved.due : Date.parse(row.dataset.due));
  const rowOf = (event) => event.target.closest("[data-due]");

  function ask() {
    const link = moved.row.querySelector("a");
    location.assign(`${link.href}?due=${iso(moved.due)}#move`);
  }

  gantt.addEventListener("pointerdown", (event) => {
    const row = rowOf(event);
    if (!row || event.pointerType === "touch" || !event.target.matches("rect")) return;
    const lane = row.querySelector("svg").getBoundingClientRect();
    const from = event.clientX;
    const before = now(row);
    const dueAt = (at) => before + Math.round(((at.clientX - from) / lane.width) * days) * DAY;
    const drag = (at) => show(row, works(dueAt(at), dueAt(at) < before ? -1 : 1));
    const drop = () => {
      document.removeEventListener("pointermove", drag);
      if (moved && moved.due !== Date.parse(row.dataset.due)) ask();
    };
    event.preventDefault();
    document.addEventListener("pointermove", drag);
    document.addEventListener("pointerup", drop, { once: true });
  });

  gantt.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const row = rowOf(event);
    if (!row || (!step && event.key !== "Enter")) return;
    if (event.key === "Enter" && moved?.row !== row) return;
    event.preventDefault();
    if (!step) return ask();
    show(row, works(now(row) + step * (event.shiftKey ? 7 : 1) * DAY, step));
    document.dispatchEvent(new CustomEvent("nibble:say", { detail: `Due ${iso(moved.due)}. Enter asks why.` }));
  });
})();
