// The map of « Essaimage »: classes from the server, the picture from our grid, names on demand.
(() => {
  const { Grille, NOTHING, Peintre, Promenade, Reperes, drawJumps } = window.cartoexp;
  const byId = (id) => document.getElementById(id);
  const KEPT = 60;
  const CLASSES = {
    0: "rang au-delà de 50\u202f%", 1: "rang de 20 à 50\u202f%", 2: "rang de 5 à 20\u202f%", 3: "rang de 1 à 5\u202f%",
    5: "parmi le 1\u202f% qui ressemble le plus", 254: "hors de vos contraintes", 255: "aucune donnée",
  };

  const start = JSON.parse(byId("essaimage-depart").textContent);
  const grille = new Grille(start.racines);
  const kept = new Map();
  let colouring = null;

  const load = async (address, signal) => {
    if (kept.has(address)) return kept.get(address);
    const answer = await fetch(address, { signal });
    if (answer.status >= 400 && answer.status < 500) return null;
    if (!answer.ok) throw new Error(`${answer.status}`);
    const found = await answer.json();
    found.classes = Uint8Array.from(atob(found.classes), (letter) => letter.charCodeAt(0));
    kept.set(address, found);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    return found;
  };

  const peintre = new Peintre(grille, () => walk.soon());
  const reperes = new Reperes(byId("reperes"));
  const info = byId("carte-info");

  const drawn = (view) => {
    drawJumps(peintre);
    reperes.draw(byId("essaimage-carte"), view, (place) => walk.at(place));
    if (colouring) performance.mark("essaimage-peinte");
  };

  const territoryAt = ([px, py]) => {
    const { x, y, z } = walk.view;
    const found = peintre.territory(peintre.rankAt(x + px, y + py, z));
    return found === NOTHING || found === undefined ? null : found;
  };
  const describe = async (territory) => {
    if (!colouring) return null;
    const { codes, noms } = await grille.noms(colouring.niveau);
    return { code: codes[territory], nom: noms[territory], classe: CLASSES[colouring.classes[territory]] };
  };
  let last = null;
  const pointed = async (place) => {
    const territory = place && walk.view && peintre.blocks ? territoryAt(place) : null;
    if (place) info.style.transform = `translate(${Math.min(place[0] + 14, walk.view.width - 200)}px, ${place[1] + 16}px)`;
    if (territory === last) return;
    last = territory;
    info.hidden = true;
    const told = territory === null ? null : await describe(territory).catch(() => null);
    if (!told || last !== territory) return;
    const name = Object.assign(document.createElement("strong"), { textContent: told.nom });
    info.replaceChildren(name, ` ${told.classe}`);
    info.hidden = false;
  };
  // A territory of the list opens its card; another one its own page.
  const clicked = async (place) => {
    const territory = territoryAt(place);
    const told = territory === null ? null : await describe(territory).catch(() => null);
    if (!told) return;
    const card = byId(`candidat-${told.code}`);
    if (card) openCard(card);
    else location.assign(`/territoires/${colouring.niveau}/${told.code}`);
  };
  const openCard = (card) => {
    const detail = card.querySelector("details");
    detail.open = true;
    card.scrollIntoView({ block: "nearest" });
    detail.querySelector("summary").focus({ preventScroll: true });
  };

  const walk = new Promenade(byId("essaimage-cadre"), byId("essaimage-carte"), peintre, { drawn, clicked, pointed });

  const arcsOf = async (niveau) => {
    const traits = (level) => grille.traits(level).catch(() => []);
    const arcs = await traits("departement");
    if (niveau === "epci") return [...arcs, ...await traits("epci")];
    return niveau === "region" ? arcs.filter((arc) => arc.kind < 2) : arcs;
  };
  // Everything that a colouring needs, then one painting.
  const show = async (found) => {
    const niveau = found?.niveau ?? "departement";
    const [holders, arcs, blocks] = await Promise.all([grille.holders(niveau), arcsOf(niveau), grille.blocks()]);
    colouring = found;
    peintre.blocks = blocks;
    peintre.show(found, holders, arcs);
    reperes.read();
    tellJumps();
    walk.paint();
  };

  // How many of the first ones are on each of the six pictures.
  const tellJumps = () => {
    const boxes = peintre.blocks ?? [];
    document.querySelectorAll("[data-vers]").forEach((button, i) => {
      const box = boxes[i];
      const n = reperes.numbers.filter(({ place }) => {
        const [x, y] = window.cartoexp.vue.project(place, 6);
        return box && x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
      }).length;
      button.dataset.compte = i && n ? n : "";
    });
  };

  document.addEventListener("click", (event) => {
    const zoom = event.target.closest?.("[data-zoom]");
    if (zoom) walk.zoom(Number(zoom.dataset.zoom));
    const jump = event.target.closest?.("[data-vers]");
    if (jump) {
      const [lat, lon, z] = jump.dataset.vers.split(",").map(Number);
      if (jump.dataset.vers) { walk.moved = true; walk.stand([lat, lon], z); } else walk.whole();
      for (const other of jump.parentElement.children) other.setAttribute("aria-pressed", String(other === jump));
    }
    const number = event.target.closest?.("a.numero");
    const card = number && byId(number.hash.slice(1));
    if (card) { event.preventDefault(); openCard(card); }
  });
  const over = (event) => {
    const card = event.target.closest?.("[data-candidat]");
    reperes.highlight(card?.dataset.candidat ?? null);
  };
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, over, { passive: true });
  new MutationObserver(() => { peintre.refreshTokens(); walk.soon(); })
    .observe(document.documentElement, { attributeFilter: ["data-theme"] });

  window.cartoexp.essaimageCarte = { start, load, show };
})();
