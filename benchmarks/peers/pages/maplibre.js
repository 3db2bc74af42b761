// MapLibre: vector tiles (or its own GeoJSON source), one fill layer. Classes are feature states,
// the quickest of its ways to recolour: an expression that holds them all took four times longer.
import * as maplibregl from "/donnees/maplibre-gl.mjs";

const tiles = params.get("source") !== "geojson";
const layer = tiles ? { "source-layer": peer.niveau } : {};
const target = { source: "territoires", ...(tiles && { sourceLayer: peer.niveau }) };
const source = tiles
  ? {
    type: "vector",
    tiles: [`${location.origin}/donnees/tuiles-${peer.niveau}/{z}/{x}/{y}.pbf`],
    minzoom: 3,
    maxzoom: 5,
    promoteId: "n",
  }
  : { type: "geojson", data: `/donnees/${peer.niveau}.json`, promoteId: "n" };
const steps = COLOURS.flatMap((colour, k) => [k, colour]);
const paint = {
  "fill-color": ["match", ["feature-state", "classe"], ...steps, COLOURS[0]],
  "fill-antialias": false,
};

const told = await peer.classes();
const map = new maplibregl.Map({
  container: "carte",
  style: {
    version: 8,
    sources: { territoires: source },
    layers: [{ id: "aplats", type: "fill", source: "territoires", ...layer, paint }],
  },
  bounds: HEXAGONE,
  attributionControl: false,
  fadeDuration: 0,
});
const give = (digits) => {
  for (let id = 0; id < digits.length; id += 1) {
    map.setFeatureState({ ...target, id }, { classe: Number(digits[id]) });
  }
};
map.once("style.load", () => give(told.a));
map.once("idle", () => {
  peer.painted();
  let name = "a";
  window.recolour = () => {
    name = name === "a" ? "b" : "a";
    peer.recolouring();
    map.once("idle", peer.recoloured);
    give(told[name]);
  };
});
