// When Dash cannot start, the page is still whole but for its map: say so, and keep the filters.
// The first painting leaves the page when Dash takes it over; as long as it stays, nothing has.
(() => {
  const PATIENCE_MS = 25_000;
  const first = document.getElementById("avant");
  if (!first) return;
  const waiting = () => document.getElementById("avant") === first;

  const build = () => {
    const note = document.createElement("div");
    note.id = "carte-panne";
    note.className = "note note--erreur";
    note.hidden = true;
    note.innerHTML =
      "<div><strong>La carte n’a pas pu être chargée.</strong> Vos filtres sont gardés. "
      + '<button class="bouton" type="button" data-reessayer="1">Réessayer</button> ou '
      + "<a>lire la liste</a>.</div>";
    note.querySelector("a").href = `/experimentations${filters()}`;
    const stage = first.querySelector(".carte__attente");
    if (stage) stage.replaceChildren(note);
    else first.querySelector(".carte").append(note);
    return note;
  };
  // The list knows the filters, not the level nor the position of the map.
  const filters = () => {
    const params = new URLSearchParams(location.search);
    for (const name of ["niveau", "couleur", "lat", "lon", "z"]) params.delete(name);
    return params.size ? `?${params}` : "";
  };
  const tell = () => {
    if (!waiting()) return;
    const note = document.getElementById("carte-panne") ?? build();
    note.setAttribute("role", "alert");
    note.hidden = false;
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-reessayer]") && waiting()) location.reload();
  });
  const check = () => { if (!window.DashRenderer || !window.dash_leaflet) tell(); };
  if (document.readyState === "complete") check();
  else addEventListener("load", check);
  setTimeout(tell, PATIENCE_MS);
})();
