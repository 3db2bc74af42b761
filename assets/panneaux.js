// The panels around the map, as text: the browser writes them much sooner than React would.
(() => {
  const PANELS = ["filtres", "carte-barre", "legende", "liste"];
  const SETTLED_MS = 500;
  const live = (id) => document.querySelector(`#react-entry-point #${id}`);

  // From the first painting to Dash's page, as they are.
  const move = (before) => {
    for (const id of PANELS) live(id)?.replaceChildren(...before.querySelector(`#${id}`).childNodes);
  };

  // What the callback answered is written once, and told when it has settled; true when it was new.
  let written = "";
  let saying = 0;
  const fill = () => {
    const answer = live("carte-panneaux")?.textContent ?? "";
    if (answer === written) return false;
    written = answer;
    for (const [id, content] of Object.entries(JSON.parse(answer))) {
      const panel = live(id);
      const top = panel.scrollTop;
      panel.innerHTML = content;
      if (id === "filtres") panel.scrollTop = top;
    }
    clearTimeout(saying);
    saying = setTimeout(say, SETTLED_MS);
    return true;
  };
  const say = () => { live("carte-annonce").textContent = live("liste").querySelector(".bilan__titre")?.innerText ?? ""; };

  window.cartoexp = Object.assign(window.cartoexp ?? {}, { panneaux: { move, fill } });
})();
