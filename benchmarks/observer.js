// Read the User Timing marks of a page, ours or a peer's, and what disturbs its readers.
// A moment counts once two more frames have begun: what was drawn is then on the screen.
(() => {
  const told = { peinte: null, recoloriages: [], taches: [], decalage: 0 };
  window.mesures = told;
  const shown = (then) => requestAnimationFrame(() => requestAnimationFrame(() => then(performance.now())));
  const watch = (type, read) => new PerformanceObserver((list) => list.getEntries().forEach(read)).observe({ type, buffered: true });
  watch("mark", (entry) => {
    if (entry.name === "carte-peinte") shown((now) => { told.peinte ??= now; });
  });
  watch("measure", (entry) => {
    if (entry.name === "recoloriage") shown((now) => told.recoloriages.push(now - entry.startTime));
  });
  watch("longtask", (entry) => told.taches.push([entry.startTime, entry.duration]));
  watch("layout-shift", (entry) => { if (!entry.hadRecentInput) told.decalage += entry.value; });
})();
