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

  // The menu of the files closes as any menu does; it opens by itself.
  const closeFiles = (event) => {
    const files = document.querySelector(".telecharger[open]");
    if (!files || (event.type === "click" && files.contains(event.target)) || (event.key && event.key !== "Escape")) return;
    files.open = false;
    if (event.key) files.querySelector("summary").focus();
  };
  for (const kind of ["click", "keydown"]) document.addEventListener(kind, closeFiles);

  // ---- Fields that suggest while one types; without them the form still answers.
  const WAIT_MS = 120;
  const GROUPS = { territoire: "Territoires", experimentation: "Expérimentations" };
  const make = (tag, attributes, text) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (text) node.textContent = text;
    return node;
  };
  const suggest = (field, box, keep, pick, limit = 8) => {
    const list = make("div", { id: `${field.id}-suggestions`, class: "suggestions", role: "listbox", "aria-label": "Suggestions" });
    const told = make("span", { class: "sr", role: "status" });
    list.hidden = true;
    box.append(list, told);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) field.setAttribute(name, value);

    let options = [];
    let active = -1;
    let timer = 0;
    let request = null;
    const close = () => {
      clearTimeout(timer);
      request?.abort();
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      choose(-1);
    };
    const choose = (n) => {
      options[active]?.setAttribute("aria-selected", "false");
      active = n;
      const option = options[n];
      if (!option) { field.removeAttribute("aria-activedescendant"); return; }
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", option.id);
    };
    const show = (found, text) => {
      choose(-1);
      list.replaceChildren();
      options = [];
      for (const [type, label] of Object.entries(GROUPS)) {
        const own = found.filter((one) => one.type === type);
        if (!own.length) continue;
        const group = make("div", { role: "group", "aria-label": label });
        group.append(make("p", { class: "suggestions__titre", "aria-hidden": "true" }, label));
        for (const one of own) {
          const option = make("div", { id: `${field.id}-suggestion-${options.length}`, role: "option", "aria-selected": "false" });
          option.append(make("span", {}, one.nom), make("small", {}, one.precision));
          option.dataset.chemin = one.chemin;
          options.push(option);
          group.append(option);
        }
        list.append(group);
      }
      const n = options.length;
      const nothing = `Rien pour «\u00a0${text}\u00a0». Entrée cherche des noms proches.`;
      if (!n) list.append(make("p", { class: "suggestions__rien", role: "presentation" }, nothing));
      told.textContent = n ? `${n}\u00a0suggestion${n > 1 ? "s" : ""}` : nothing;
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
    };
    const ask = async () => {
      const text = field.value.trim();
      request?.abort();
      if (text.length < 2) { close(); told.textContent = ""; return; }
      request = new AbortController();
      const { signal } = request;
      try {
        const answer = await fetch(`/api/v1/recherche?limit=${limit}&q=${encodeURIComponent(text)}`, { signal });
        if (!answer.ok) { close(); return; }
        const found = (await answer.json()).filter(keep).slice(0, 8);
        if (!signal.aborted && document.activeElement === field) show(found, text);
      } catch { if (!signal.aborted) close(); }
    };
    const open = (option) => { close(); pick(option.dataset.chemin, option.firstChild.textContent); };

    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT_MS); });
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        close();
      } else if (event.key === "Enter" && options[active] && !list.hidden) {
        event.preventDefault();
        open(options[active]);
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) { ask(); return; }
        const step = event.key === "ArrowDown" ? 1 : -1;
        const turn = options.length + 1;
        choose(((active + 1 + step + turn) % turn) - 1);
      }
    });
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role='option']");
      if (option) open(option);
    });
  };

  const search = byId("q-tete");
  if (search) suggest(search, search.closest("form"), () => true, (path) => location.assign(path));

  // A territory to add: what was picked is sent as « commune:59178 », what was typed as it is.
  for (const field of document.querySelectorAll("[data-combobox]")) {
    const level = field.dataset.combobox;
    const { form } = field;
    const keep = (one) => one.type === "territoire" && (!level || one.niveau === level);
    suggest(field, field.parentElement, keep, (path, name) => {
      field.value = name;
      field.dataset.choix = path.split("/").slice(-2).join(":");
      if ("attendre" in field.dataset) {  // the form has other questions: its own button sends it
        field.dispatchEvent(new CustomEvent("choisi", { bubbles: true }));
        return;
      }
      const empty = [...form.querySelectorAll("[data-combobox]")].find((other) => !other.value);
      if (empty) empty.focus(); else form.requestSubmit();
    }, 40);
    field.addEventListener("input", () => { delete field.dataset.choix; });
  }
  document.addEventListener("submit", ({ target }) => {
    for (const field of target.querySelectorAll("[data-choix]")) field.value = field.dataset.choix;
  });
})();
