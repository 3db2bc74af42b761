// Implantations on the map: colour of the family, shape of the status; in step with the list.
// dash-leaflet finds these functions by name; nothing is evaluated.
(() => {
  const { couleurs, text } = window.cartoexp;
  // The status gives the shape, as beside its name in the filters; the family gives the colour.
  const point = (feature, latlng) => {
    const p = feature.properties;
    const icon = L.divIcon({
      html: text("i", "", `statut--${p.statut}`), className: `marque-point f-${p.famille}`, iconSize: [18, 18],
    });
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
