/* The days of a baseline are drawn over its chart, with a handle at either end; point.js says which days. */
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const NAMES = ["First reading of the baseline", "Last reading of the baseline"];
  const long = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
  const inWords = (day) => long.format(new Date(day));

  function make(parent, name, facts) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(facts)) element.setAttribute(key, value);
    return parent.appendChild(element);
  }

  function lay(plot, count) {
    const [from, to, left, right, top, bottom] = plot.dataset.axis.split(" ").map((part, n) => (n < 2 ? Date.parse(part) : Number(part)));
    const { width, height } = plot.viewBox.baseVal;
    const at = (day) => Math.max(left, left + ((Date.parse(day) - from) / (to - from)) * (right - left));
    const middle = (top + bottom) / 2;
    const over = make(plot.parentElement, "svg", { class: "pointing", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Days of the baseline" });
    const band = make(over, "rect", { class: "pointing__band", y: top, height: bottom - top });
    const edges = NAMES.map((name) => {
      const edge = make(over, "g", { class: "pointing__edge", role: "slider", tabindex: 0, "aria-label": name, "aria-valuemin": 1, "aria-valuemax": count });
      make(edge, "rect", { class: "pointing__reach", x: -14, y: middle - 24, width: 28, height: 48 });
      make(edge, "line", { y1: top, y2: bottom });
      make(edge, "rect", { class: "pointing__grip", x: -5, y: middle - 14, width: 10, height: 28, rx: 5 });
      return edge;
    });
    return { over, band, edges, at, scale: () => width / over.getBoundingClientRect().width };
  }

  function draw({ band, edges, at }, readings, [a, b]) {
    const spots = [at(readings[a][0]), at(readings[b][1])];
    band.setAttribute("x", spots[0]);
    band.setAttribute("width", spots[1] - spots[0]);
    edges.forEach((edge, n) => {
      edge.setAttribute("transform", `translate(${spots[n]} 0)`);
      edge.setAttribute("aria-valuenow", [a, b][n] + 1);
      edge.setAttribute("aria-valuetext", inWords(readings[[a, b][n]][n]));
    });
  }

  window.pointing = { inWords, lay, draw };
})();
