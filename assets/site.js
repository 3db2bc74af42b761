// Header of every page: theme, menu and search on a phone. The pages work without it.
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);

  const themeButton = byId("bouton-theme");
  const tellTheme = () => {
    const dark = root.dataset.theme === "dark";
    themeButton?.setAttribute("aria-label", dark ? "Passer au thème clair" : "Passer au thème sombre");
  };
  themeButton?.addEventListener("click", () => {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* private browsing */ }
    tellTheme();
  });
  tellTheme();

  const toggle = (buttonId, target, focus) => {
    const button = byId(buttonId);
    if (!button || !target) return;
    const set = (open) => {
      button.setAttribute("aria-expanded", String(open));
      target.classList.toggle("ouvert", open);
    };
    set(false);
    button.addEventListener("click", () => {
      set(button.getAttribute("aria-expanded") !== "true");
      if (button.getAttribute("aria-expanded") === "true") focus?.()?.focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
        set(false);
        button.focus();
      }
    });
  };
  toggle("bouton-ouvrir-menu", byId("menu"), () => byId("menu").querySelector("a"));
  toggle("bouton-ouvrir-recherche", document.querySelector(".tete .recherche"), () => byId("q-tete"));

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-partager]");
    if (!button) return;
    const told = byId("partage-dit");
    try {
      await navigator.clipboard.writeText(location.href);
      if (told) told.textContent = "Lien copié.";
    } catch {
      if (told) told.textContent = location.href;
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-imprimer]")) print();
  });
})();
