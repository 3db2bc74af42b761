// Plotly: go.Choropleth (drawn as SVG), outlines by URL, no base map, nothing from elsewhere.
const box = document.getElementById("carte");
// Plotly asks for the outlines of the world even when it draws none of them: they are empty here.
const empty = ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"];
const nothing = Object.fromEntries(empty.map((name) => [name, { type: "GeometryCollection", geometries: [] }]));
PlotlyGeoAssets.topojson.world_110m = { type: "Topology", objects: nothing, arcs: [] };
const scale = COLOURS.flatMap((colour, k) => [[k / 6, colour], [(k + 1) / 6, colour]]);
const figure = (classes) => ({
  data: [{
    type: "choropleth",
    geojson: `/donnees/${peer.niveau}.json`,
    locationmode: "geojson-id",
    featureidkey: "id",
    locations: [...classes.a].map((_, n) => n),
    z: [...classes.a].map(Number),
    zmin: -0.5,
    zmax: 5.5,
    colorscale: scale,
    showscale: false,
    marker: { line: { width: 0 } },
  }],
  layout: {
    width: box.clientWidth,
    height: box.clientHeight,
    margin: { l: 0, r: 0, t: 0, b: 0 },
    geo: {
      visible: false,
      projection: { type: "mercator" },
      lonaxis: { range: [HEXAGONE[0][0], HEXAGONE[1][0]] },
      lataxis: { range: [HEXAGONE[0][1], HEXAGONE[1][1]] },
    },
  },
  config: { displayModeBar: false },
});
peer.classes().then(async (classes) => {
  const { data, layout, config } = figure(classes);
  await Plotly.newPlot(box, data, layout, config);
  // The promise is kept once every path is in the document; less than all means not painted.
  const drawn = box.querySelectorAll("path.choroplethlayer, .choroplethlayer path").length;
  if (drawn === classes.a.length) peer.painted();
  else throw new Error(`${drawn} paths`);
  let name = "a";
  window.recolour = async () => {
    name = name === "a" ? "b" : "a";
    peer.recolouring();
    await Plotly.restyle(box, { z: [[...classes[name]].map(Number)] });
    peer.recoloured();
  };
});
