// What the address says: filters, level, colour and position; and where that puts the map.
(() => {
  const HEXAGONE = [[41.3, -5.2], [51.15, 9.7]];
  const SNAP = 0.2;
  const ZOOMS = [3, 14];
  const POSITION = ["lat", "lon", "z"];

  const project = ([lat, lon], z) => {
    const side = 256 * 2 ** z;
    const angle = lat * Math.PI / 180;
    return [side * (lon + 180) / 360, side * (0.5 - Math.log(Math.tan(Math.PI / 4 + angle / 2)) / (2 * Math.PI))];
  };
  const unproject = ([x, y], z) => {
    const side = 256 * 2 ** z;
    const lat = 2 * Math.atan(Math.exp(Math.PI * (1 - 2 * y / side))) - Math.PI / 2;
    return [lat * 180 / Math.PI, 360 * x / side - 180];
  };

  // The position that is asked for, or null.
  const asked = (search = location.search) => {
    const params = new URLSearchParams(search);
    const [lat, lon, z] = POSITION.map((key) => Number.parseFloat(params.get(key)));
    if (![lat, lon, z].every(Number.isFinite)) return null;
    return { centre: [Math.min(Math.max(lat, -85), 85), lon], z: Math.min(Math.max(z, ZOOMS[0]), ZOOMS[1]) };
  };

  // The whole Hexagone in a box of width × height CSS pixels, clear of what lies over the map.
  const hexagone = (width, height) => {
    const phone = matchMedia("(max-width: 63.99rem)").matches;
    const before = phone ? [4, 4] : [4, 12];
    const after = phone ? [4, 72] : [4, 20];
    const [north, south] = [project([HEXAGONE[1][0], HEXAGONE[0][1]], 0), project([HEXAGONE[0][0], HEXAGONE[1][1]], 0)];
    const free = [width - before[0] - after[0], height - before[1] - after[1]];
    const ratio = Math.max(Math.min(free[0] / (south[0] - north[0]), free[1] / (south[1] - north[1])), 1);
    const z = Math.min(Math.max(Math.floor(Math.log2(ratio) / SNAP + 0.01) * SNAP, ZOOMS[0]), ZOOMS[1]);
    const side = 2 ** z;
    const centre = [0, 1].map((i) => (north[i] + south[i]) / 2 * side + (after[i] - before[i]) / 2);
    return { centre: unproject(centre, z), z };
  };

  const place = (width, height) => asked() ?? hexagone(width, height);

  // The view of a canvas that fills such a box, as Leaflet will have it.
  const view = (width, height) => {
    const { centre, z } = place(width, height);
    const [x, y] = project(centre, z);
    const ratio = window.devicePixelRatio || 1;
    return { x: Math.round(x - width / 2), y: Math.round(y - height / 2), z, width, height, ratio };
  };

  const write = (params) => {
    const query = params.toString().replaceAll("%2C", ",");
    return location.pathname + (query ? `?${query}` : "");
  };
  // The view without its position: what the server is asked.
  const key = (search = location.search) => {
    const params = new URLSearchParams(search);
    for (const name of POSITION) params.delete(name);
    return params.toString().replaceAll("%2C", ",");
  };
  // Another view at the place where the map is now.
  const go = (href) => {
    const params = new URL(href, location.href).searchParams;
    const here = new URLSearchParams(location.search);
    for (const name of POSITION) if (here.has(name)) params.set(name, here.get(name));
    history.pushState(null, "", write(params));
  };
  const remember = (map) => {
    const { lat, lng } = map.getCenter();
    const params = new URLSearchParams(location.search);
    params.set("lat", lat.toFixed(4));
    params.set("lon", lng.toFixed(4));
    params.set("z", String(Math.round(map.getZoom() * 10) / 10));
    history.replaceState(history.state, "", write(params));
  };

  // What the map shows, when that is less than the whole Hexagone: the list follows.
  const frame = (map) => {
    const bounds = map?.getBounds();
    if (!bounds || bounds.contains(HEXAGONE)) return "";
    const sides = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    return `&emprise=${sides.map((side) => side.toFixed(3)).join(",")}`;
  };

  window.cartoexp = Object.assign(window.cartoexp ?? {}, {
    vue: { SNAP, ZOOMS, project, unproject, asked, hexagone, place, view, key, go, remember, frame },
  });
})();
