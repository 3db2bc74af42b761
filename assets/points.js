// Implantations on the map: colour of the family, shape of the status; in step with the list.
// dash-leaflet finds these functions by name; nothing is evaluated.
(() => {
  const { couleurs, text } = window.cartoexp;
  const SVG = "http://www.w3.org/2000/svg";
  // One shape a status, on 16 units around the place.
  const SHAPES = {
    projet: "M0-5.200a5.200 5.200 0 1 0 .01 0Zm0 3a2.200 2.200 0 1 1-.01 0Z",
    en_cours: "M0-5.200a5.200 5.200 0 1 0 .01 0Z",
    terminee: "M-4.600-4.600h9.200v9.200h-9.200Z",
    perennisee: "M0-6 5.700 4.300h-11.400Z",
    generalisee: "M0-6.400 6.400 0 0 6.400-6.400 0Z",
    abandonnee: "M-5-3-3-5 0-2 3-5 5-3 2 0 5 3 3 5 0 2-3 5-5 3-2 0Z",
  };

  const shape = (statut) => {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "-8 -8 16 16");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", SHAPES[statut] ?? SHAPES.en_cours);
    path.setAttribute("fill-rule", "evenodd");
    svg.append(path);
    return svg;
  };

  const point = (feature, latlng) => {
    const p = feature.properties;
    const icon = L.divIcon({ html: shape(p.statut), className: `point f-${p.famille}`, iconSize: [16, 16] });
    return L.marker(latlng, { icon, keyboard: false, alt: `${p.titre}, ${p.nom}` });
  };

  const grappe = (feature, latlng) => {
    const n = feature.properties.point_count;
    // Circles that grow with their number, but never so much that they hide the map.
    const [growth, most] = matchMedia("(max-width: 63.99rem)").matches ? [1.1, 19] : [1.8, 26];
    const size = Math.round(2 * Math.min(8 + growth * Math.sqrt(n), most));
    const icon = L.divIcon({ html: text("span", n.toLocaleString("fr-FR")), className: "grappe", iconSize: [size, size] });
    const told = couleurs.plural(n, "implantation");
    return L.marker(latlng, { icon, keyboard: false, title: told, alt: told });
  };

  const card = (id) => document.querySelector(`#react-entry-point [data-experimentation="${CSS.escape(id)}"]`);
  const implantation = (feature, marker) => {
    if (feature.properties.cluster) return;
    const p = feature.properties;
    const box = document.createElement("div");
    box.append(text("strong", p.titre), text("div", p.nom), text("div", p.libelle, "discret"));
    marker.bindTooltip(box, { className: "infobulle" });
    marker.on("mouseover", () => {
      const found = card(p.experimentation);
      found?.classList.add("surligne");
      found?.scrollIntoView({ block: "nearest" });
    });
    marker.on("mouseout", () => card(p.experimentation)?.classList.remove("surligne"));
    marker.on("click", () => location.assign(`/experimentations/${p.experimentation}`));
  };

  // ---- A card under the pointer or the focus rings its places.
  const asked = new Map();
  const places = (query) => {
    if (!asked.has(query)) {
      const coming = fetch(`/tuiles/implantations.geojson${query}`).then((answer) => answer.json()).then(({ features }) => {
        const found = new Map();
        for (const { geometry, properties } of features) {
          const list = found.get(properties.experimentation) ?? [];
          list.push([geometry.coordinates[1], geometry.coordinates[0]]);
          found.set(properties.experimentation, list);
        }
        return found;
      });
      coming.catch(() => asked.delete(query));
      asked.clear();
      asked.set(query, coming);
    }
    return asked.get(query);
  };
  const ring = (map, query) => {
    const rings = L.layerGroup().addTo(map);
    let last = null;
    const show = async (id) => {
      if (id === last) return;
      last = id;
      rings.clearLayers();
      if (!id) return;
      const found = (await places(query())).get(id) ?? [];
      if (last !== id) return;
      for (const latlng of found) {
        rings.addLayer(L.circleMarker(latlng, { radius: 11, className: "anneau", interactive: false, pane: "markerPane" }));
      }
    };
    const over = (event) => show(event.target.closest?.("[data-experimentation]")?.dataset.experimentation ?? null);
    document.addEventListener("pointerover", over, { passive: true });
    document.addEventListener("focusin", over);
  };

  Object.assign(window.cartoexp, { point, grappe, implantation, ring });
})();
