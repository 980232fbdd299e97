/* The grid of numbers: arrows and Enter walk through it, a pasted block spreads over its cells. */
(() => {
  const grid = document.querySelector("[data-grid]");
  if (!grid) return;
  grid.parentElement.scrollLeft = grid.scrollWidth;
  const CELL = "td > input:not([type=hidden])";
  const rows = () => [...grid.tBodies[0].rows].map((row) => [...row.querySelectorAll(CELL)]);
  const HEADING = /^[^\d=]*[a-z]{3}|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{4}-w?\d|\d[./]\d+[./]\d{4}|^w\d/i;
  const say = (words) => document.dispatchEvent(new CustomEvent("nibble:say", { detail: words }));

  function where(input) {
    const lines = rows();
    const row = lines.findIndex((line) => line.includes(input));
    return { lines, row, column: row < 0 ? -1 : lines[row].indexOf(input) };
  }

  function atEdge(input, key) {
    const end = key === "ArrowLeft" ? 0 : input.value.length;
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    return whole || (input.selectionStart === end && input.selectionEnd === end);
  }

  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  grid.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || !event.target.matches(CELL)) return;
    if (step[1] && (event.shiftKey || !atEdge(event.target, event.key))) return;
    const { lines, row, column } = where(event.target);
    const back = event.key === "Enter" && event.shiftKey ? -1 : 1;
    const next = lines[row + step[0] * back]?.[column + step[1]];
    if (event.key === "Enter" || next) event.preventDefault();
    next?.focus();
    next?.select();
  });

  function spread(block, input) {
    const { lines, row, column } = where(input);
    const fits = block.every((cells, down) => cells.every((text, along) => !text || lines[row + down]?.[column + along]));
    if (!fits) return false;
    block.forEach((cells, down) => cells.forEach((text, along) => {
      if (text) lines[row + down][column + along].value = text;
    }));
    return true;
  }

  grid.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/[\r\n]+$/, "");
    if (!event.target.matches(CELL) || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const block = text.split(/\r?\n/).map((line) => line.split("\t").map((cell) => cell.trim()));
    const headed = [...block[0], ...block.map((line) => line[0])].some((cell) => HEADING.test(cell));
    if (!headed && spread(block, event.target)) return say("Pasted. Nothing is saved yet.");
    const field = document.getElementById("pasted");
    field.value = text;
    field.closest("details").open = true;
    field.focus();
    say("The block is in the box below the grid. Put into the grid finds its places.");
  });
})();
