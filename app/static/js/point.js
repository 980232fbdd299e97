/* The days of a baseline are pointed at on the chart; the date fields stay the truth, the server draws. */
(() => {
  const form = document.querySelector(".start__days[hx-post]")?.closest("form");
  if (!form) return;
  const { inWords, lay, draw, listen } = window.pointing;
  const days = {
    readings: [], // the first and the last day of each
    now: [], // the numbers of the first and the last reading of the baseline
    tapped: null, // the reading that was tapped first
    held: null, // the end that had the focus last
    show, point, tap,
  };
  let ends = null; // the same as now, once they are pointed at
  let layers = [];

  function shown(box) {
    const first = days.readings.findIndex(([, last]) => last >= box.dataset.first);
    const last = days.readings.findLastIndex(([start]) => start <= box.dataset.last);
    return [first < 0 ? days.readings.length - 1 : first, Math.max(last, 0)].sort((a, b) => a - b);
  }

  function show(pair) {
    for (const layer of layers) draw(layer, days.readings, pair);
  }

  function setUp() {
    const box = document.getElementById("days");
    days.readings = box.dataset.readings.split(" ").map((one) => one.split("/"));
    layers = [...box.querySelectorAll("svg[data-axis]")].map((plot) => lay(plot, days.readings.length));
    for (const layer of layers) listen(layer, days);
    days.now = ends ?? shown(box);
    show(days.now);
    if (days.held !== null && document.activeElement === document.body) layers.find(({ over }) => over.checkVisibility())?.edges[days.held].focus();
  }

  function point(pair) {
    days.now = ends = pair[0] <= pair[1] ? pair : [pair[1], pair[0]];
    days.tapped = null;
    show(days.now);
    form.elements.first.value = days.readings[days.now[0]][0];
    form.elements.last.value = days.readings[days.now[1]][1];
    form.querySelector('[name="start"][value="readings"]').checked = true;
    form.closest("details").open = true;
    form.elements.last.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: "pointed" }));
  }

  function tap(number) {
    if (days.tapped !== null) return point([days.tapped, number]);
    days.tapped = number;
    show([number, number]);
    document.dispatchEvent(new CustomEvent("nibble:say", { detail: `From ${inWords(days.readings[number][0])}. Now tap the last reading.` }));
  }

  form.addEventListener("change", (event) => event.detail !== "pointed" && (ends = null));
  document.addEventListener("htmx:after:swap", () => document.querySelector("#days:not(:has(.pointing))") && setUp());
  document.getElementById("how-to-point").hidden = false;
  setUp();
})();
