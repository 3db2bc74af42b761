// « Essaimage »: the settings change the address, and the ranking follows without leaving the page.
// Without this script the same form is sent as it is.
(() => {
  const { start, load, show } = window.cartoexp.essaimageCarte;
  const byId = (id) => document.getElementById(id);
  const PATH = "/essaimage";
  const WAIT_MS = 40; // a slider that moves tells many values
  const SLOW_MS = 300;
  const PARTS = [".scene__barre", ".volet--reglages", "#legende-essaimage", "#classement"];
  const phone = matchMedia("(max-width: 63.99rem)");

  const write = (params) => {
    const text = params.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
    return text ? `?${text}` : "";
  };
  // The address of what the form holds, as the server writes it.
  const address = () => {
    const data = new FormData(byId("reglages"));
    const params = new URLSearchParams();
    const add = (name, value) => { if (value) params.set(name, value); };
    const plain = (name) => (data.get(name) ?? "").replace(/\s/g, "");
    add("experimentation", data.get("experimentation"));
    if (!data.get("experimentation")) add("codes", data.get("codes"));
    add("niveau", data.get("niveau"));
    const weights = [...data].filter(([name, value]) => name.startsWith("poids_") && Number(value) !== 1);
    add("poids", weights.map(([name, value]) => `${name.slice(6)}:${Number(value)}`).join(","));
    add("population_min", plain("population_min"));
    add("population_max", plain("population_max"));
    // A constraint that a level cannot meet is left behind when it is chosen.
    const level = data.get("niveau");
    const [kind, code] = (data.get("lieu") ?? "").split("-");
    if (level !== "region" && kind !== level) add(kind, code);
    add("voisine", data.get("voisine"));
    if (level === "commune") add("un_par_epci", data.get("un_par_epci"));
    add("deja", data.get("deja"));
    add("conditions", data.get("conditions"));
    return write(params);
  };
  const without = (search, ...names) => {
    const params = new URLSearchParams(search);
    for (const name of names) params.delete(name);
    return write(params);
  };
  const colours = (search) => `${PATH}/couleurs${without(search, "page", "candidat")}`;

  // ---- Asking: one question at a time, the last one.
  let asking = null;
  let slow = 0;
  const ask = async (act) => {
    asking?.abort();
    const mine = asking = new AbortController();
    clearTimeout(slow);
    slow = setTimeout(() => byId("classement").setAttribute("aria-busy", "true"), SLOW_MS);
    try {
      await act(mine.signal);
      fail(false);
    } catch (error) {
      if (error.name !== "AbortError") { console.error(error); fail(true); }
    } finally {
      if (asking === mine) {
        clearTimeout(slow);
        byId("classement").removeAttribute("aria-busy");
      }
    }
  };
  const fail = (failed) => {
    byId("essaimage-panne")?.remove();
    if (!failed) return;
    const note = document.createElement("div");
    Object.assign(note, { id: "essaimage-panne", className: "note note--erreur" });
    note.setAttribute("role", "alert");
    note.innerHTML = "<div><strong>Le classement n’a pas pu être mis à jour.</strong> Vos réglages sont gardés. "
      + '<button class="bouton" type="button" data-reessayer="1">Réessayer</button></div>';
    byId("classement").prepend(note);
  };
  const read = async (answer) => {
    if (answer.status >= 500) throw new Error(`${answer.status}`);
    return answer.text();
  };

  // The ranking and the colours of other settings, together.
  const refresh = (search) => ask(async (signal) => {
    const began = performance.now();
    const [text, found] = await Promise.all([
      fetch(`${PATH}/classement${search}`, { signal }).then(read), load(colours(search), signal),
    ]);
    if (signal.aborted) return;
    const parts = document.createElement("template");
    parts.innerHTML = text;
    for (const part of [...parts.content.children]) byId(part.id)?.replaceWith(part);
    await show(found);
    tell();
    performance.measure("reclassement", { start: began, end: performance.now() });
  });

  // Another start, or another moment of the history: the whole page but its map.
  const open = (search) => ask(async (signal) => {
    const answer = await fetch(PATH + search, { signal });
    const page = new DOMParser().parseFromString(await read(answer), "text/html");
    const data = JSON.parse(page.getElementById("essaimage-depart").textContent);
    const found = data.couleurs ? await load(data.couleurs, signal) : null;
    if (signal.aborted) return;
    const focused = document.activeElement?.id;
    const folded = steps().map((step) => step.open);
    for (const part of PARTS) document.querySelector(part).replaceWith(page.querySelector(part));
    document.title = page.title;
    steps().forEach((step, i) => { step.open = folded[i] ?? !phone.matches; });
    if (focused) byId(focused)?.focus({ preventScroll: true });
    await show(found);
    tell();
    complete();
  });
  const steps = () => [...document.querySelectorAll("details.etape")];

  const tell = () => {
    const first = document.querySelector("#rangs .rang h3 a")?.textContent;
    const title = byId("classement-titre").textContent;
    byId("annonce").textContent = `${title}. ${byId("examinees").textContent}.${first ? ` En tête : ${first}.` : ""}`;
  };

  // What takes a moment to compute comes when the rest is there.
  const complete = async () => {
    const waiting = document.querySelector("[data-fragment]");
    if (!waiting) return;
    const answer = await fetch(waiting.dataset.fragment).catch(() => null);
    if (answer?.ok && waiting.isConnected) waiting.innerHTML = await answer.text();
  };

  // ---- The address is the state.
  const go = (search, act = refresh) => {
    if (search !== location.search) history.pushState(null, "", PATH + search);
    act(search);
  };
  addEventListener("popstate", () => open(location.search));

  const value = (input) => { input.previousElementSibling.textContent = String(Number(input.value)).replace(".", ","); };
  let timer = 0;
  document.addEventListener("input", (event) => {
    const slider = event.target.closest?.("[data-poids]");
    if (!slider) return;
    value(slider);
    clearTimeout(timer);
    timer = setTimeout(() => refresh(address()), WAIT_MS);
  });
  document.addEventListener("change", (event) => {
    if (event.target.form?.id !== "reglages") return;
    const start = ["experimentation", "niveau"].includes(event.target.name);
    if (event.target.name === "experimentation" && !event.target.value && !byId("reglages").elements.codes) return;
    if (event.target.matches("[data-poids]")) history.pushState(null, "", PATH + address());
    else go(address(), start ? open : refresh);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "reglages") return;
    event.preventDefault();
    go(address(), steps().length ? refresh : open);
  });

  const plain = (event) => event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#essaimage-panne [data-reessayer]")) { open(location.search); return; }
    const link = event.target.closest?.("#poids-appris, a[data-page]");
    if (!link || !plain(event)) return;
    event.preventDefault();
    if (link.id === "poids-appris") {
      for (const slider of document.querySelectorAll("[data-poids]")) { slider.value = 1; value(slider); }
      go(address());
      return;
    }
    const search = new URL(link.href).search;
    history.pushState(null, "", PATH + search);
    refresh(search).then(() => { byId("classement").scrollTop = 0; byId("classement-titre").focus(); });
  });
  // The card that is open is part of the address, not of the history.
  document.addEventListener("toggle", (event) => {
    const code = event.target.closest?.(".rang")?.dataset.candidat;
    if (!code || !event.target.matches(".rang__detail")) return;
    const params = new URLSearchParams(location.search);
    if (event.target.open) params.set("candidat", code);
    else if (params.get("candidat") === code) params.delete("candidat");
    history.replaceState(null, "", PATH + write(params));
  }, true);

  if (phone.matches) for (const step of steps()) step.open = false;
  const first = start.couleurs ? load(start.couleurs) : Promise.resolve(null);
  first.then(show).catch((error) => { console.error(error); fail(true); }).finally(complete);
  document.querySelector(".rang__detail[open]")?.closest(".rang").scrollIntoView({ block: "nearest" });
})();
