/* Light or dark: set before the first paint, changed by the button, remembered on this device. */
(() => {
  const root = document.documentElement;
  const names = { auto: "Same as this device", light: "Light", dark: "Dark" };

  function remembered() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  }

  function remember(theme) {
    try {
      localStorage.setItem("theme", theme);
    } catch {
      /* A private window forgets, and that is fine. */
    }
  }

  function next() {
    const opposite = matchMedia("(prefers-color-scheme: dark)").matches ? "light" : "dark";
    const order = ["auto", opposite, opposite === "dark" ? "light" : "dark"];
    return order[(order.indexOf(root.dataset.theme) + 1) % order.length];
  }

  root.dataset.theme = names[remembered()] ? remembered() : "auto";
  root.dataset.script = "on";
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    root.dataset.theme = next();
    remember(root.dataset.theme);
    document.dispatchEvent(new CustomEvent("nibble:say", { detail: names[root.dataset.theme] }));
  });
})();
