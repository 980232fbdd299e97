/* The days of a baseline are pointed at on the chart: drag over its readings, tap the first and the
   last, or move either end with the arrow keys. The date fields stay the truth, the server draws. */
(() => {
  const form = document.querySelector(".start__days[hx-post]")?.closest("form");
  if (!form) return;
  const SVG = "http://www.w3.org/2000/svg";
  const NAMES = ["First reading of the baseline", "Last reading of the baseline"];
  const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
  const say = (words) => document.dispatchEvent(new CustomEvent("nibble:say", { detail: words }));
  const long = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
  const inWords = (day) => long.format(new Date(day));
  let readings = []; // the first and the last day of each
  let now = []; // the numbers of the first and the last reading of the baseline
  let ends = null; // the same, once they are pointed at
  let tapped = null; // the reading that was tapped first
  let held = null; // the end that had the focus last
  let layers = [];

  function make(parent, name, facts) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(facts)) element.setAttribute(key, value);
    return parent.appendChild(element);
  }

  function shown(box) {
    const first = readings.findIndex(([, last]) => last >= box.dataset.first);
    const last = readings.findLastIndex(([start]) => start <= box.dataset.last);
    return [first < 0 ? readings.length - 1 : first, Math.max(last, 0)].sort((a, b) => a - b);
  }

  /* A drawing over the chart: the days that are pointed at, and a handle at either end. */
  function lay(plot) {
    const [from, to, left, right, top, bottom] = plot.dataset.axis.split(" ").map((part, n) => (n < 2 ? Date.parse(part) : Number(part)));
    const { width, height } = plot.viewBox.baseVal;
    const at = (day) => Math.max(left, left + ((Date.parse(day) - from) / (to - from)) * (right - left));
    const middle = (top + bottom) / 2;
    const over = make(plot.parentElement, "svg", { class: "pointing", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Days of the baseline" });
    const band = make(over, "rect", { class: "pointing__band", y: top, height: bottom - top });
    const edges = NAMES.map((name) => {
      const edge = make(over, "g", { class: "pointing__edge", role: "slider", tabindex: 0, "aria-label": name, "aria-valuemin": 1, "aria-valuemax": readings.length });
      make(edge, "rect", { class: "pointing__reach", x: -14, y: middle - 24, width: 28, height: 48 });
      make(edge, "line", { y1: top, y2: bottom });
      make(edge, "rect", { class: "pointing__grip", x: -5, y: middle - 14, width: 10, height: 28, rx: 5 });
      return edge;
    });
    return { over, band, edges, at, scale: () => width / over.getBoundingClientRect().width };
  }

  function show([a, b]) {
    for (const { band, edges, at } of layers) {
      const spots = [at(readings[a][0]), at(readings[b][1])];
      band.setAttribute("x", spots[0]);
      band.setAttribute("width", spots[1] - spots[0]);
      edges.forEach((edge, n) => {
        edge.setAttribute("transform", `translate(${spots[n]} 0)`);
        edge.setAttribute("aria-valuenow", [a, b][n] + 1);
        edge.setAttribute("aria-valuetext", inWords(readings[[a, b][n]][n]));
      });
    }
  }

  function setUp() {
    const box = document.getElementById("days");
    readings = box.dataset.readings.split(" ").map((days) => days.split("/"));
    layers = [...box.querySelectorAll("svg[data-axis]")].map(lay);
    for (const layer of layers) listen(layer);
    now = ends ?? shown(box);
    show(now);
    if (held !== null && document.activeElement === document.body) layers.find(({ over }) => over.checkVisibility())?.edges[held].focus();
  }

  function point(pair) {
    now = ends = pair[0] <= pair[1] ? pair : [pair[1], pair[0]];
    tapped = null;
    show(now);
    form.elements.first.value = readings[now[0]][0];
    form.elements.last.value = readings[now[1]][1];
    form.querySelector('[name="start"][value="readings"]').checked = true;
    form.closest("details").open = true;
    form.elements.last.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: "pointed" }));
  }

  function tap(number) {
    if (tapped !== null) return point([tapped, number]);
    tapped = number;
    show([number, number]);
    say(`From ${inWords(readings[number][0])}. Now tap the last reading.`);
  }

  function listen({ over, edges, at, scale }) {
    const x = (event) => (event.clientX - over.getBoundingClientRect().left) * scale();

    over.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      const edge = tapped === null ? edges.findIndex((one) => one.contains(event.target)) : -1;
      const far = (number, spot) => Math.abs(at(readings[number][edge === 0 ? 0 : 1]) - spot);
      const nearest = (spot) => readings.reduce((best, _, n) => (far(n, spot) < far(best, spot) ? n : best), 0);
      const begun = nearest(x(event));
      const still = edge < 0 ? begun : now[1 - edge];
      let last = begun;
      const move = (moved) => {
        last = nearest(x(moved));
        show(edge < 0 && last === begun ? now : [still, last].sort((a, b) => a - b));
      };
      const drop = (dropped) => {
        for (const [name, deed] of Object.entries(deeds)) over.removeEventListener(name, deed);
        if (dropped.type === "pointercancel") show(now);
        else if (last !== begun) point([still, last]);
        else if (edge < 0) tap(begun);
      };
      const deeds = { pointermove: move, pointerup: drop, pointercancel: drop };
      over.setPointerCapture(event.pointerId);
      for (const [name, deed] of Object.entries(deeds)) over.addEventListener(name, deed);
    });

    edges.forEach((edge, n) => {
      edge.addEventListener("focus", () => (held = n));
      edge.addEventListener("keydown", (event) => {
        const limits = n ? [now[0], readings.length - 1] : [0, now[1]];
        const target = { Home: limits[0], End: limits[1] }[event.key] ?? now[n] + STEPS[event.key];
        if (Number.isNaN(target) || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        const next = Math.min(Math.max(target, limits[0]), limits[1]);
        if (next !== now[n]) point(n ? [now[0], next] : [next, now[1]]);
      });
    });
  }

  form.addEventListener("change", (event) => event.detail !== "pointed" && (ends = null));
  document.addEventListener("htmx:after:swap", () => document.querySelector("#days:not(:has(.pointing))") && setUp());
  document.getElementById("how-to-point").hidden = false;
  setUp();
})();
