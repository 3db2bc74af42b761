// Phone: the list, the filters and the legend are one sheet over the map, with three rests.
// Nothing of the page is moved: attributes of the root say what is open, the style sheet does the rest.
(() => {
  const root = document.documentElement;
  const phone = matchMedia("(max-width: 63.99rem)");
  const RESTS = ["barre", "demi", "plein"];
  const PANELS = { liste: "Liste", filtres: "Filtres", legende: "Légende" };
  const DIALOGS = ["filtres", "legende"];

  const make = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const button = (attributes, ...children) => make("button", { type: "button", ...attributes }, ...children);

  const grip = button({ class: "feuille__poignee" });
  const shut = button({ class: "bouton bouton--nu feuille__fermer" }, "Fermer");
  const head = make("div", { class: "feuille__tete" }, grip, shut);
  const tabs = Object.fromEntries(Object.entries(PANELS).map(([name, label]) => (
    [name, button({ "aria-controls": name, "data-onglet": name }, label)]
  )));
  const bar = make("nav", { class: "onglets", "aria-label": "Panneaux" }, ...Object.values(tabs));
  document.body.append(head, bar);

  // Dash's page comes with the same names under the first painting's: the last one is the live one.
  const panel = (name) => {
    const found = document.querySelectorAll(`[id="${name}"]`);
    return document.getElementById("avant") ? found[0] : found[found.length - 1];
  };
  const behind = () => [document.querySelector(".tete"), ...document.querySelectorAll(".scene__barre, .scene .carte"),
    ...Object.keys(PANELS).filter((name) => name !== root.dataset.feuille).map(panel)];

  let opener = null;
  const show = (name, rest) => {
    for (const node of document.querySelectorAll("[inert]")) node.inert = false;
    const before = root.dataset.repos;
    root.dataset.feuille = name;
    root.dataset.repos = rest;
    for (const [other, tab] of Object.entries(tabs)) tab.setAttribute("aria-expanded", String(other === name && rest !== "barre"));
    grip.setAttribute("aria-label", rest === "plein" ? "Réduire la feuille" : "Agrandir la feuille");
    const modal = DIALOGS.includes(name);
    root.toggleAttribute("data-dialogue", modal);
    for (const dialog of DIALOGS) panel(dialog)?.removeAttribute("role");
    if (modal) {
      const here = panel(name);
      here?.setAttribute("role", "dialog");
      here?.setAttribute("tabindex", "-1");
      if (!here?.hasAttribute("aria-label")) here?.setAttribute("aria-label", PANELS[name]);
      for (const node of behind()) if (node && !node.contains(here)) node.inert = true;
      here?.focus({ preventScroll: true });
    }
    if (before !== rest) dispatchEvent(new Event("resize"));
  };
  const close = () => {
    show("liste", "demi");
    (opener ?? tabs.liste).focus({ preventScroll: true });
    opener = null;
  };
  const step = (by) => {
    const n = RESTS.indexOf(root.dataset.repos) + by;
    show(root.dataset.feuille, RESTS[Math.min(Math.max(n, 0), RESTS.length - 1)]);
  };

  bar.addEventListener("click", (event) => {
    const name = event.target.closest("[data-onglet]")?.dataset.onglet;
    if (!name) return;
    const same = root.dataset.feuille === name && root.dataset.repos !== "barre";
    if (DIALOGS.includes(name)) {
      if (same) { close(); return; }
      opener = tabs[name];
      show(name, name === "legende" ? "demi" : "plein");
    } else {
      show(name, same ? "barre" : "demi");
    }
  });
  shut.addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && phone.matches && DIALOGS.includes(root.dataset.feuille)) close();
  });
  document.addEventListener("click", (event) => {
    if (!phone.matches || !event.target.closest?.(".valider a")) return;
    event.preventDefault();
    close();
  });

  // The handle: a click goes to the next rest, arrows step, a drag follows the finger.
  let from = null;
  grip.addEventListener("pointerdown", (event) => { from = event.clientY; grip.setPointerCapture(event.pointerId); });
  grip.addEventListener("pointerup", (event) => {
    const by = event.clientY - (from ?? event.clientY);
    from = null;
    if (Math.abs(by) > 24) step(by < 0 ? 1 : -1);
    else if (root.dataset.repos === "plein") step(-1);
    else step(1);
  });
  grip.addEventListener("keydown", (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1, Enter: root.dataset.repos === "plein" ? -1 : 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(by);
  });

  // « Filtres (2) » follows the chips.
  const count = () => {
    const n = panel("carte-barre")?.querySelectorAll(".puce").length ?? 0;
    const label = n ? `${PANELS.filtres}\u00a0(${n})` : PANELS.filtres;
    if (tabs.filtres.textContent !== label) tabs.filtres.textContent = label;
  };
  let asked = 0;
  new MutationObserver(() => { cancelAnimationFrame(asked); asked = requestAnimationFrame(count); })
    .observe(document.body, { childList: true, subtree: true });
  count();

  const adapt = () => {
    if (phone.matches) { show("liste", "demi"); return; }
    for (const node of document.querySelectorAll("[inert]")) node.inert = false;
    for (const name of DIALOGS) panel(name)?.removeAttribute("role");
    for (const name of ["data-feuille", "data-repos", "data-dialogue"]) root.removeAttribute(name);
  };
  phone.addEventListener("change", adapt);
  adapt();

  // A form of the map is followed like a link; before Dash is there it is sent as it is.
  const follow = (form) => {
    const params = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...params]) if (!value) params.delete(name, value);
    if (params.has("annee_de") || params.has("annee_a")) {
      const years = [params.get("annee_de") ?? "", params.get("annee_a") ?? ""];
      if (years[0] && years[1]) years.sort();
      params.set("annee", years.join("-"));
      params.delete("annee_de");
      params.delete("annee_a");
    }
    const link = make("a", { href: `/?${params}`, "data-vue": "1", hidden: "" });
    form.append(link);
    link.click();
    link.remove();
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form[data-formulaire]");
    if (!form) return;
    if (!event.target.matches("[data-vue-couleur]")) follow(form);
    else if (document.getElementById("avant")) form.submit();
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-formulaire]")) return;
    event.preventDefault();
    follow(event.target);
  });
})();
