// What the pages of the peers share: the classes, and the two moments that are read from outside.
const params = new URLSearchParams(location.search);
const COLOURS = ["#eef3fa", "#c6d8ee", "#8fb3dc", "#4f86c2", "#1c4f91", "#0b2a55"];
const HEXAGONE = [[-5.2, 41.3], [9.7, 51.15]]; // west, south, east, north
// Every peer paints a map of the same size as ours.
for (const side of ["largeur", "hauteur"]) {
  document.documentElement.style.setProperty(`--${side}`, `${params.get(side) ?? 700}px`);
}
const peer = {
  niveau: params.get("niveau") ?? "commune",
  // Two divisions of the territories into five classes, one digit each.
  classes: () => fetch(`/donnees/classes-${peer.niveau}.json`).then((answer) => answer.json()),
  painted() { performance.mark("carte-peinte"); },
  recolouring() { peer.start = performance.now(); },
  recoloured() { performance.measure("recoloriage", { start: peer.start, end: performance.now() }); },
};
