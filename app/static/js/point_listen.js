/* What is dragged, tapped or moved by keys over the readings of a baseline goes to point.js, which keeps it. */
(() => {
  const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

  function drag({ over, edges, at, scale }, days) {
    const x = (event) => (event.clientX - over.getBoundingClientRect().left) * scale();

    over.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      const edge = days.tapped === null ? edges.findIndex((one) => one.contains(event.target)) : -1;
      const far = (number, spot) => Math.abs(at(days.readings[number][edge === 0 ? 0 : 1]) - spot);
      const nearest = (spot) => days.readings.reduce((best, _, n) => (far(n, spot) < far(best, spot) ? n : best), 0);
      const begun = nearest(x(event));
      const still = edge < 0 ? begun : days.now[1 - edge];
      let last = begun;
      const move = (moved) => {
        last = nearest(x(moved));
        days.show(edge < 0 && last === begun ? days.now : [still, last].sort((a, b) => a - b));
      };
      const drop = (dropped) => {
        for (const [name, deed] of Object.entries(deeds)) over.removeEventListener(name, deed);
        if (dropped.type === "pointercancel") days.show(days.now);
        else if (last !== begun) days.point([still, last]);
        else if (edge < 0) days.tap(begun);
      };
      const deeds = { pointermove: move, pointerup: drop, pointercancel: drop };
      over.setPointerCapture(event.pointerId);
      for (const [name, deed] of Object.entries(deeds)) over.addEventListener(name, deed);
    });
  }

  function step(edge, n, days) {
    edge.addEventListener("focus", () => (days.held = n));
    edge.addEventListener("keydown", (event) => {
      const { now, readings } = days;
      const limits = n ? [now[0], readings.length - 1] : [0, now[1]];
      const target = { Home: limits[0], End: limits[1] }[event.key] ?? now[n] + STEPS[event.key];
      if (Number.isNaN(target) || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const next = Math.min(Math.max(target, limits[0]), limits[1]);
      if (next !== now[n]) days.point(n ? [now[0], next] : [next, now[1]]);
    });
  }

  window.pointing.listen = (layer, days) => {
    drag(layer, days);
    layer.edges.forEach((edge, n) => step(edge, n, days));
  };
})();
