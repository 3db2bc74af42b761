// Before the first painting: the chosen theme, or the system's; on a phone the map's sheet is there.
(() => {
  const stored = (() => { try { return localStorage.getItem("theme"); } catch { return null; } })();
  const dark = stored ? stored === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const root = document.documentElement;
  root.dataset.theme = dark ? "dark" : "light";
  if (location.pathname === "/" && matchMedia("(max-width: 63.99rem)").matches) {
    Object.assign(root.dataset, { feuille: "liste", repos: "demi" });
  }
})();
