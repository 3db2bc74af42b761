// Before the first painting: the chosen theme, or the system's.
(() => {
  const stored = (() => { try { return localStorage.getItem("theme"); } catch { return null; } })();
  const dark = stored ? stored === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const root = document.documentElement;
  root.dataset.theme = dark ? "dark" : "light";
  // On paper all is light: what our scripts have painted follows the theme.
  let chosen = null;
  const paper = (printing) => {
    if (printing === (chosen !== null)) return;
    if (printing) {
      chosen = root.dataset.theme;
      root.dataset.theme = "light";
    } else {
      root.dataset.theme = chosen;
      chosen = null;
    }
  };
  addEventListener("beforeprint", () => paper(true));
  addEventListener("afterprint", () => paper(false));
  matchMedia("print").addEventListener("change", (event) => paper(event.matches));
})();
