// Read the User Timing marks of a page, ours or a peer's, and what disturbs its readers.
// A moment counts once two more frames have begun: what was drawn is then on the screen.
(() => {
  const told = { peinte: null, pret: null, dessin: 0, recoloriages: [], taches: [], decalage: 0 };
  window.mesures = told;
  const shown = (then) => requestAnimationFrame(() => requestAnimationFrame(() => then(performance.now())));
  const watch = (type, read) => new PerformanceObserver((list) => list.getEntries().forEach(read)).observe({ type, buffered: true });
  watch("mark", (entry) => {
    if (entry.name === "carte-peinte") shown((now) => { told.peinte ??= now; });
  });
  watch("measure", (entry) => {
    if (entry.name !== "recoloriage") return;
    shown((now) => {
      told.recoloriages.push(now - entry.startTime);
      told.dessin = now;
    });
  });
  // Our own page only: Dash has taken it over.
  document.addEventListener("DOMContentLoaded", () => {
    const ready = () => {
      if (document.body.classList.contains("pret")) shown((now) => { told.pret ??= now; });
    };
    new MutationObserver(ready).observe(document.body, { attributeFilter: ["class"] });
    ready();
  });
  watch("longtask", (entry) => told.taches.push([entry.startTime, entry.duration]));
  watch("layout-shift", (entry) => { if (!entry.hadRecentInput) told.decalage += entry.value; });

  // Act, then tell how long until the map, the counts and the list have stopped changing.
  const [QUIET_MS, PATIENCE_MS] = [300, 60_000];
  window.changer = (act) => new Promise((resolve, reject) => {
    performance.setResourceTimingBufferSize(5000);
    const root = document.getElementById("react-entry-point");
    const [start, before] = [performance.now(), told.recoloriages.length];
    let last = start;
    const changes = new MutationObserver(() => shown((now) => { last = now; }));
    changes.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    const answered = () => performance.getEntriesByType("resource")
      .some((e) => e.name.includes("_dash-update-component") && e.startTime >= start && e.responseEnd > 0);
    const wait = () => {
      if (performance.now() - start > PATIENCE_MS) {
        reject(new Error(`no answer to a change of ${location.search}`));
        return;
      }
      const over = performance.now() - Math.max(last, told.dessin) > QUIET_MS;
      if (!over || !answered() || told.recoloriages.length === before) { setTimeout(wait, 20); return; }
      changes.disconnect();
      resolve(Math.max(last, told.dessin) - start);
    };
    act();
    wait();
  });
})();
