// The page of the map: first painting, then dash-leaflet's map; the address is the only state.
(() => {
  const { CLOSE, Grille, Peintre, vue, couleurs, panneaux, makeLayer, attend, ring, drawJumps, attendJumps, loadDash } =
    window.cartoexp;
  const byId = (id) => document.getElementById(id);
  const start = JSON.parse(byId("carte-depart").textContent);
  const root = document.documentElement;
  const grille = new Grille(start.racines);
  couleurs.begin(start.racines.couleurs, vue.key(), start.couleurs);

  let map = null;
  let layer = null;
  let colouring = null;
  let began = null;

  // ---- Painting: on the canvas of the first page until Leaflet's is there.
  const paint = () => {
    if (layer) layer.now();
    const canvas = byId("premiere");
    if (!canvas) return;
    const box = canvas.parentElement;
    const view = vue.view(box.clientWidth, box.clientHeight);
    Object.assign(canvas, { width: Math.round(view.width * view.ratio), height: Math.round(view.height * view.ratio) });
    peintre.paint(canvas, view);
    painted();
  };
  const peintre = new Peintre(grille, () => { if (layer) layer.soon(); else paint(); });

  // What is seen at a second glance waits for the frame of what is seen first.
  const later = (act) => requestAnimationFrame(() => setTimeout(act));

  let complete = false;
  let refused = false; // such a view has a map, but no colours
  const painted = () => {
    later(() => drawJumps(peintre));
    if (!complete && peintre.blocks && (colouring || refused)) {
      complete = true;
      performance.mark("carte-peinte");
      loadDash();
      setTimeout(whenIdle, 0);
    }
    if (began !== null && peintre.colouring === colouring) {
      performance.measure("recoloriage", { start: began, end: performance.now() });
      began = null;
    }
    takeOver();
  };

  // Boundaries only help to read: without them the map is still a map.
  const arcsOf = async (niveau) => {
    const traits = (level) => grille.traits(level).catch(() => []);
    const close = niveau === "epci" || map?.getZoom() >= CLOSE;
    const [arcs, fine] = await Promise.all([traits("departement"), close ? traits("epci") : []]);
    if (close) return [...arcs, ...fine];
    return niveau === "region" ? arcs.filter((arc) => arc.kind < 2) : arcs;
  };

  let wanted = null;
  let failed = false;
  const recolour = async () => {
    const key = vue.key();
    wanted = key;
    try {
      const found = await couleurs.get(key);
      const niveau = found?.niveau ?? "departement";
      const parts = await Promise.all([grille.holders(niveau), arcsOf(niveau), grille.blocks()]);
      if (wanted !== key) return;
      peintre.blocks = parts[2];
      peintre.only = null;
      colouring = found;
      refused = found === null;
      peintre.show(found, parts[0], parts[1]);
      if (failed) window.cartoexp.panne?.clear();
      failed = false;
      paint();
      if (complete) prepareNames();
    } catch (error) {
      console.error(error);
      failed = true;
      loadDash();
      window.cartoexp.panne?.fail();
      takeOver();
    }
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-reessayer]") && !byId("avant")) recolour();
  });

  // Names come before they are wanted; those of the communes, a quarter of a megabyte, once a mouse
  // moves: it will be over the map before long, and a finger may never ask.
  let mouse = false;
  const prepareNames = () => {
    const heavy = colouring?.niveau === "commune";
    if (colouring && (!heavy || (mouse && !navigator.connection?.saveData))) grille.noms(colouring.niveau).catch(() => {});
  };
  const moves = (event) => {
    if (event.pointerType !== "mouse") return;
    removeEventListener("pointermove", moves);
    mouse = true;
    if (complete) prepareNames();
  };
  addEventListener("pointermove", moves, { passive: true });
  const whenIdle = () => {
    const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 200));
    idle(prepareNames);
  };

  const describe = async (territory) => {
    if (!colouring) return null;
    const { niveau, nom: noun } = colouring;
    const { codes, noms } = await grille.noms(niveau);
    const code = codes[territory];
    return {
      nom: noms[territory], code, niveau: noun,
      valeur: couleurs.tell(colouring, territory), adresse: `/territoires/${niveau}/${code}`,
    };
  };

  // The filters alone: what the points depend on.
  const pointsQuery = () => {
    const params = new URLSearchParams(vue.key());
    for (const name of ["niveau", "couleur"]) params.delete(name);
    const query = params.toString();
    return query ? `?${query}` : "";
  };

  // ---- The address is the state: links of the page change it, the picture and Dash follow.
  // The question mark is always there: Dash does not see a change to an empty text.
  const told = () => `?${vue.key()}${vue.frame(map)}`;
  const setProps = (id, props) => window.dash_clientside?.set_props?.(id, props);
  const tellDash = () => setProps("carte-url", { children: told() });
  const tellPoints = () => setProps("carte-points", { url: `/tuiles/implantations.geojson${pointsQuery()}` });
  // A link of the page is right: its points need not wait for Dash to say so.
  const follow = (sure) => {
    began = performance.now();
    recolour();
    later(() => {
      tellDash();
      if (sure) tellPoints();
    });
  };

  const plain = (event) => event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-vue]");
    if (!link || !plain(event) || byId("avant")) return;
    event.preventDefault();
    refocus = focusKey(link);
    vue.go(link.href);
    follow(true);
  });
  document.addEventListener("change", (event) => {
    const href = event.target.matches?.("select[data-vue-couleur]") && event.target.selectedOptions[0]?.dataset.href;
    if (!href || byId("avant")) return;
    vue.go(href);
    follow(true);
  });
  addEventListener("popstate", () => {
    follow(false);
    const place = vue.asked();
    if (map && place) map.setView(place.centre, place.z, { animate: false });
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.('a[role="checkbox"]');
    if (box && event.key === " ") {
      event.preventDefault();
      box.click();
    }
  });
  // The choice under the pointer or the focus is asked ahead: its colours are here at the click.
  const ahead = (event) => {
    const link = event.target.closest?.("a[data-vue]");
    if (link && complete) couleurs.get(vue.key(new URL(link.href).search), "low").catch(() => {});
  };
  for (const kind of ["pointerover", "focusin", "pointerdown"]) document.addEventListener(kind, ahead, { passive: true });

  // One class alone: the legend's buttons.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-classe]");
    if (!button || !colouring) return;
    const k = Number(button.dataset.classe);
    peintre.only = peintre.only === k ? null : k;
    for (const other of document.querySelectorAll("[data-classe]")) {
      other.setAttribute("aria-pressed", String(Number(other.dataset.classe) === peintre.only));
    }
    peintre.renew();
    paint();
  });

  // A panel is rewritten after each change: the focus goes back to the same choice.
  let refocus = null;
  const focusKey = (link) => link.dataset.cle ?? link.textContent;
  const restoreFocus = () => {
    if (!refocus || (document.activeElement && document.activeElement !== document.body)) return;
    const links = [...document.querySelectorAll("#react-entry-point a[data-vue]")];
    links.find((link) => focusKey(link) === refocus)?.focus({ preventScroll: true });
    refocus = null;
  };

  // ---- Leaflet: it stands where the first painting stood; the layer shares its pictures.
  let moved = false;
  const stand = () => {
    map.invalidateSize({ animate: false });
    const { x, y } = map.getSize();
    const { centre, z } = vue.place(x, y);
    map.setView(centre, z, { animate: false });
  };
  // The list follows what the map shows, once the map has stopped.
  let waiting = 0;
  const frame = () => {
    clearTimeout(waiting);
    waiting = setTimeout(tellDash, 300);
  };
  const adopt = (L, created) => {
    map = created;
    stand();
    new ResizeObserver(() => { if (!moved) stand(); }).observe(map.getContainer());
    if (map.getZoom() >= CLOSE) recolour();
    const remember = () => { vue.remember(map); frame(); };
    map.on("dragend", remember);
    map.on("zoomend", () => {
      if (moved) remember();
      if (map.getZoom() >= CLOSE && !peintre.arcs.some((arc) => arc.kind === 3)) recolour();
    });
    const box = map.getContainer();
    for (const kind of ["pointerdown", "wheel", "keydown"]) {
      box.addEventListener(kind, () => { moved = true; }, { passive: true });
    }
    L.control.zoom({ position: "topright", zoomInTitle: "Zoomer", zoomOutTitle: "Dézoomer" }).addTo(map);
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", "Carte : flèches pour déplacer, + et − pour zoomer, Entrée pour ouvrir le territoire au centre. La liste et le tableau donnent les mêmes résultats.");
    layer = new (makeLayer(L))(peintre, painted);
    layer.addTo(map);
    attend(L, map, layer, { describe });
    ring(map, pointsQuery);
    attendJumps(map, () => { moved = true; remember(); });
    takeOver();
    if (vue.asked()) frame();
  };
  window.cartoexp.adopt = adopt;
  new MutationObserver(() => { peintre.refreshTokens(); paint(); })
    .observe(root, { attributeFilter: ["data-theme"] });

  // The browser prints a canvas as it stands: a dark map is painted light for the time of it.
  let chosen = null;
  const print = (begun) => {
    if (begun) chosen ??= root.dataset.theme;
    if (chosen) root.dataset.theme = begun ? "light" : chosen;
    if (!begun) chosen = null;
  };
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
  matchMedia("print").addEventListener("change", (event) => print(event.matches));

  // ---- Dash takes the first painting over once its map is painted; the panels are moved there.
  const takeOver = () => {
    const before = byId("avant");
    if (!before || !layer?.view || !(complete || failed)) return;
    panneaux.move(before);
    before.remove();
    document.body.classList.add("pret");
    if (failed) window.cartoexp.panne?.fail();
    if (start.couleurs) tellPoints();
  };
  const changed = () => {
    takeOver();
    if (!byId("avant") && panneaux.fill()) restoreFocus();
  };
  const live = byId("react-entry-point");
  if (live) new MutationObserver(changed).observe(live, { childList: true, subtree: true, characterData: true });

  recolour();
})();
