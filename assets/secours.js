// Failures of the map page, told in words: Dash that cannot start, an update that does not come.
// The first painting leaves the page when Dash takes it over; as long as it stays, nothing has.
(() => {
  const PATIENCE_MS = 25_000;
  const RETRY = '<button class="bouton" type="button" data-reessayer="1">Réessayer</button>';
  const byId = (id) => document.getElementById(id);
  const first = byId("avant");
  if (!first) return;
  const waiting = () => byId("avant") === first;

  const build = (id, html, place) => {
    const note = document.createElement("div");
    note.id = id;
    note.className = "note note--erreur";
    note.hidden = true;
    note.innerHTML = `<div>${html}</div>`;
    place(note);
    return note;
  };
  const show = (note) => {
    note.setAttribute("role", "alert");
    note.hidden = false;
  };

  // ---- Dash cannot start, or the map cannot be painted.
  // The table knows the level, the colour and the filters, not the position of the map.
  const view = () => {
    const params = new URLSearchParams(location.search);
    for (const name of ["lat", "lon", "z"]) params.delete(name);
    return params.size ? `?${params}` : "";
  };
  const inStage = (note) => {
    note.querySelector("a").href = `/carte/tableau${view()}`;
    const page = waiting() ? first : byId("react-entry-point");
    page.querySelector(".carte").append(note);
  };
  const fail = () => {
    show(byId("carte-panne") ?? build(
      "carte-panne",
      "<strong>La carte n’a pas pu être chargée.</strong> Vos filtres sont gardés. "
      + `${RETRY} ou <a>lire le tableau</a>.`,
      inStage,
    ));
  };
  setTimeout(() => { if (waiting()) fail(); }, PATIENCE_MS);
  // The painting tells the same when its pictures do not come, and takes it back when they do.
  const clear = () => byId("carte-panne")?.remove();
  window.cartoexp = Object.assign(window.cartoexp ?? {}, { panne: { fail, clear } });

  // ---- An update that does not come: what is shown no longer answers what was asked.
  const overPage = (note) => {
    Object.assign(note.style, {
      position: "fixed", zIndex: "1200", insetInline: "1rem", bottom: "1rem",
      maxWidth: "26rem", marginInline: "auto",
    });
    document.body.append(note);
  };
  const tellUpdate = () => show(byId("panne") ?? build(
    "panne",
    "<strong>La sélection n’a pas pu être mise à jour.</strong> Le serveur n’a pas répondu ; "
    + `vos filtres sont gardés. ${RETRY}`,
    overPage,
  ));
  const ask = window.fetch;
  let updates = 0;
  let failed = 0;
  // What was asked before the update that failed says nothing of it, though it may come after.
  const settle = (update, came) => {
    if (!came) {
      failed = Math.max(failed, update);
      tellUpdate();
    } else if (update > failed) byId("panne")?.remove();
  };
  window.fetch = async (...asked) => {
    const dash = String(asked[0]?.url ?? asked[0]).includes("/_dash-update-component");
    const update = dash ? ++updates : 0;
    try {
      const answer = await ask(...asked);
      if (update) settle(update, answer.ok);
      return answer;
    } catch (error) {
      if (update && error.name !== "AbortError") settle(update, false);
      throw error;
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-reessayer]");
    if (button && (waiting() || button.closest("#panne"))) location.reload();
  });
})();
