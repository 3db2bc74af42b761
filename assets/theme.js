// Before the first painting: the chosen theme, or the system's.
(() => {
  const stored = (() => { try { return localStorage.getItem("theme"); } catch { return null; } })();
  const dark = stored ? stored === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const root = document.documentElement;
  root.dataset.theme = dark ? "dark" : "light";
  // On paper all is light: what our scripts have painted follows the theme.
  let before = root.dataset.theme;
  addEventListener("beforeprint", () => { before = root.dataset.theme; root.dataset.theme = "light"; });
  addEventListener("afterprint", () => { root.dataset.theme = before; });
})();
