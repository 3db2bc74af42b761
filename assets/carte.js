// The map of the first page: colours, points, tooltips, and the address as the only state.
// dash-leaflet finds these functions by name; nothing is evaluated.
window.cartoexp = (() => {
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const plural = (n, word) => `${n.toLocaleString("fr-FR")}\u00a0${word}${n > 1 ? "s" : ""}`;
  const text = (tag, content, className) => {
    const node = document.createElement(tag);
    node.textContent = content;
    if (className) node.className = className;
    return node;
  };

  // The last colouring: tooltips and the mouse read it when they need it.
  const current = { hideout: null };

  const style = (feature, context) => {
    if (context.hideout) current.hideout = context.hideout;
    const rank = context.hideout?.classes?.[feature.id] ?? 0;
    return {
      fillColor: css(`--seq-${rank}`),
      fillOpacity: 1,
      color: css(rank ? "--carte-trait" : "--carte-dep"),
      weight: rank ? 0.8 : 0.5,
    };
  };

  const tooltip = (feature, hideout) => {
    const box = document.createElement("div");
    box.append(text("strong", feature.properties.nom));
    box.append(text("span", ` ${hideout?.noun ?? ""} ${feature.id}`, "discret"));
    box.append(text("div", plural(hideout?.counts?.[feature.id] ?? 0, "expérimentation")));
    return box;
  };

  const territoire = (feature, layer) => {
    layer.bindTooltip(() => tooltip(feature, current.hideout), { sticky: true });
    layer.once("add", () => adopt(layer._map));
    layer.on("mouseover", () => layer.setStyle({ weight: 1.8, color: css("--carte-sel") }).bringToFront());
    layer.on("mouseout", () => layer.setStyle(style(feature, current)));
    layer.on("click", () => {
      const niveau = current.hideout?.niveau ?? "departement";
      location.assign(`/territoires/${niveau}/${feature.id}`);
    });
  };

  const point = (feature, latlng) => {
    return L.circleMarker(latlng, {
      pane: "markerPane", radius: 5.5, weight: 1.25, color: css("--surface"), fillOpacity: 1,
      fillColor: css(`--fam-${feature.properties.famille}`),
    });
  };

  const grappe = (feature, latlng) => {
    const n = feature.properties.point_count;
    const size = Math.round(2 * (7 + 2.4 * Math.sqrt(n)));
    const icon = L.divIcon({
      html: text("span", n.toLocaleString("fr-FR")), className: "grappe", iconSize: [size, size],
    });
    return L.marker(latlng, { icon, title: plural(n, "implantation"), alt: plural(n, "implantation") });
  };

  const implantation = (feature, layer) => {
    if (feature.properties.cluster) return;
    const p = feature.properties;
    const box = document.createElement("div");
    box.append(text("strong", p.titre));
    box.append(text("div", p.nom));
    layer.bindTooltip(box);
    layer.on("click", () => location.assign(`/experimentations/${p.experimentation}`));
  };

  // ---- The address is the state: links of the page change it, Dash follows.
  const POSITION = ["lat", "lon", "z"];
  const write = (params) => {
    const query = params.toString().replaceAll("%2C", ",");
    return location.pathname + (query ? `?${query}` : "");
  };
  const read = () => {
    const params = new URLSearchParams(location.search);
    for (const key of POSITION) params.delete(key);
    return params.toString();
  };
  const follow = () => window.dash_clientside.set_props("carte-url", { data: read() });
  window.dash_clientside = Object.assign({}, window.dash_clientside, { cartoexp: { read } });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-vue]");
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (!link || !plain || document.getElementById("avant")) return;
    event.preventDefault();
    refocus = focusKey(link);
    const params = new URL(link.href).searchParams;
    const here = new URLSearchParams(location.search);
    for (const key of POSITION) if (here.has(key)) params.set(key, here.get(key));
    history.pushState(null, "", write(params));
    follow();
  });
  addEventListener("popstate", follow);
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.('a[role="checkbox"]');
    if (box && event.key === " ") {
      event.preventDefault();
      box.click();
    }
  });

  // A panel is rewritten after each change: the focus goes back to the same choice.
  let refocus = null;
  const focusKey = (link) => link.dataset.cle ?? link.textContent;
  const restoreFocus = () => {
    if (!refocus || (document.activeElement && document.activeElement !== document.body)) return;
    const links = [...document.querySelectorAll("#react-entry-point a[data-vue]")];
    links.find((link) => focusKey(link) === refocus)?.focus({ preventScroll: true });
    refocus = null;
  };

  // ---- The map itself.
  let map = null;
  const remember = () => {
    const { lat, lng } = map.getCenter();
    const params = new URLSearchParams(location.search);
    params.set("lat", lat.toFixed(4));
    params.set("lon", lng.toFixed(4));
    params.set("z", String(Math.round(map.getZoom() * 10) / 10));
    history.replaceState(null, "", write(params));
  };
  // Until someone moves it, the map shows the whole Hexagone, whatever its size.
  let moved = false;
  const showHexagone = () => {
    const phone = matchMedia("(max-width: 63.99rem)").matches;
    map.invalidateSize({ animate: false });
    map.fitBounds([[41.3, -5.2], [51.15, 9.7]], {
      animate: false,
      paddingTopLeft: [4, phone ? 4 : 40],
      paddingBottomRight: [4, phone ? 72 : 20],
    });
  };
  const start = () => {
    const asked = new URLSearchParams(location.search);
    const [lat, lon, z] = ["lat", "lon", "z"].map((k) => Number.parseFloat(asked.get(k)));
    if ([lat, lon, z].every(Number.isFinite)) {
      map.setView([lat, lon], z, { animate: false });
    } else {
      showHexagone();
      new ResizeObserver(() => { if (!moved) showHexagone(); }).observe(map.getContainer());
    }
    map.on("dragend", remember);
    map.on("zoomend", () => { if (moved) remember(); });
    map.getContainer().addEventListener("pointerdown", () => { moved = true; });
    map.getContainer().addEventListener("wheel", () => { moved = true; }, { passive: true });
    map.getContainer().addEventListener("keydown", () => { moved = true; });
    L.control.zoom({ position: "topright", zoomInTitle: "Zoomer", zoomOutTitle: "Dézoomer" }).addTo(map);
    map.getContainer().setAttribute("role", "application");
    map.getContainer().setAttribute(
      "aria-label", "Carte : flèches pour déplacer, + et − pour zoomer. La liste donne les mêmes résultats.");
  };
  const adopt = (created) => {
    if (map === created) return;
    map = created;
    start();
  };
  document.addEventListener("click", (event) => {
    const jump = event.target.closest?.("[data-vers]");
    if (!jump || !map) return;
    const [lat, lon, z] = jump.dataset.vers.split(",").map(Number);
    moved = true;
    map.setView([lat, lon], z, { animate: false });
    remember();
    for (const other of jump.parentElement.children) other.setAttribute("aria-pressed", String(other === jump));
  });

  const recolour = () => {
    if (!map) return;
    map.eachLayer((layer) => {
      if (layer.feature?.id !== undefined && layer.setStyle && !layer.getRadius) {
        layer.setStyle(style(layer.feature, current));
      }
    });
  };
  new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["data-theme"] });

  // ---- Dash takes the first painting over once its own panels are filled.
  const takeOver = () => {
    const before = document.getElementById("avant");
    const list = document.querySelector("#react-entry-point #liste");
    if (before && list?.firstChild) {
      before.remove();
      document.body.classList.add("pret");
    }
    restoreFocus();
  };
  addEventListener("DOMContentLoaded", () => {
    const root = document.getElementById("react-entry-point");
    if (root) new MutationObserver(takeOver).observe(root, { childList: true, subtree: true });
  });

  return { style, territoire, point, grappe, implantation };
})();
