// The picture inside the map that dash-leaflet makes: one canvas, the pointer, the keyboard.
// Leaflet comes with dash-leaflet's own script: it is awaited, never loaded from elsewhere.
(() => {
  const { NOTHING } = window.cartoexp;

  const text = (tag, content, className) => {
    const node = document.createElement(tag);
    node.textContent = content;
    if (className) node.className = className;
    return node;
  };

  // The edge of a territory as it is drawn, in world pixels of each source that shows it.
  const trace = (peintre, territory, context, view) => {
    for (const source of peintre.sources) {
      if (source.communes) edgeOfVectors(peintre, source, territory, context, view);
      else if (!peintre.sources.some((s) => s.communes)) edgeOfPixels(peintre, source, territory, context, view);
    }
  };

  const edgeOfVectors = (peintre, source, territory, context, view) => {
    const { left, top, scale } = source;
    context.setTransform(scale, 0, 0, scale, left, top);
    const path = new Path2D();
    for (const s of source.segments) {
      const ends = [peintre.territory(s.first), peintre.territory(s.second)];
      if ((ends[0] === territory) === (ends[1] === territory)) continue;
      // The edge that the margin of the tile cuts is not one of the territory.
      if ([s.fromX, s.x].some((v) => v < 0 || v > 4096) || [s.fromY, s.y].some((v) => v < 0 || v > 4096)) continue;
      path.moveTo(s.fromX, s.fromY);
      path.lineTo(s.x, s.y);
    }
    context.lineWidth = 2 * view.ratio / scale;
    context.stroke(path);
  };

  const edgeOfPixels = (peintre, source, territory, context, view) => {
    const { ids, width, height, x, y, z } = source;
    const scale = 2 ** (view.z - z) * view.ratio;
    const here = (i) => peintre.territory(ids[i]) === territory;
    const path = new Path2D();
    for (let i = 0; i < ids.length; i += 1) {
      if (ids[i] === NOTHING || !here(i)) continue;
      const column = i % width;
      const row = (i - column) / width;
      // A neighbour in another tile is taken for the same: no false edge along tiles.
      if (column > 0 && !here(i - 1)) { path.moveTo(column, row); path.lineTo(column, row + 1); }
      if (column < width - 1 && !here(i + 1)) { path.moveTo(column + 1, row); path.lineTo(column + 1, row + 1); }
      if (row > 0 && !here(i - width)) { path.moveTo(column, row); path.lineTo(column + 1, row); }
      if (row < height - 1 && !here(i + width)) { path.moveTo(column, row + 1); path.lineTo(column + 1, row + 1); }
    }
    const on = (n, origin) => (n * 2 ** (view.z - z) - origin) * view.ratio;
    context.setTransform(scale, 0, 0, scale, on(x, view.x), on(y, view.y));
    context.lineWidth = 1.75 * view.ratio / scale;
    context.stroke(path);
  };

  const makeLayer = (L) => L.Renderer.extend({
    options: { padding: 0.12 },
    initialize(peintre, told) {
      L.Renderer.prototype.initialize.call(this);
      this.peintre = peintre;
      this.told = told;
    },
    _initContainer() {
      this._container = L.DomUtil.create("div", "couche");
      this._canvases = ["image", "trait"].map((name) => L.DomUtil.create("canvas", `couche__${name}`, this._container));
    },
    _destroyContainer() { L.DomUtil.remove(this._container); },
    getEvents() {
      return { ...L.Renderer.prototype.getEvents.call(this), move: this.soon };
    },
    now() {
      if (this._map && !this._map._animatingZoom) this._update();
    },
    soon() {
      this._asked ??= requestAnimationFrame(() => {
        this._asked = null;
        this.now();
      });
    },
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      for (const canvas of this._canvases) {
        const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
        if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
        canvas.style.width = `${size.x}px`;
        canvas.style.height = `${size.y}px`;
      }
      const corner = this._map.getPixelOrigin().add(this._bounds.min);
      this.view = { x: corner.x, y: corner.y, z: this._map.getZoom(), width: size.x, height: size.y, ratio };
      this.peintre.paint(this._canvases[0], this.view);
      this.mark(this.marked);
      this.told();
    },
    // Outline one territory; null: none.
    mark(territory) {
      const context = this._canvases[1].getContext("2d");
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, context.canvas.width, context.canvas.height);
      this.marked = territory;
      if (territory === null || territory === undefined) return;
      context.strokeStyle = this.peintre.tokens["carte-sel"];
      context.lineCap = "round";
      trace(this.peintre, territory, context, this.view);
    },
    // The number of the territory at a place (EPSG:4326), or null.
    territoryAt(latlng) {
      const z = this._map.getZoom();
      const point = this._map.project(latlng, z);
      const rank = this.rankInVectors(point) ?? this.peintre.rankAt(point.x, point.y, z);
      const found = this.peintre.territory(rank);
      return found === NOTHING || found === undefined ? null : found;
    },
    rankInVectors(point) {
      const { x, y, ratio } = this.view ?? {};
      const context = this._canvases[0].getContext("2d");
      context.setTransform(1, 0, 0, 1, 0, 0);
      for (const source of this.peintre.sources ?? []) {
        if (!source.communes) continue;
        const at = [((point.x - x) * ratio - source.left) / source.scale, ((point.y - y) * ratio - source.top) / source.scale];
        if (at.some((v) => v < 0 || v >= 4096)) continue;
        const found = source.communes.find((c) => context.isPointInPath(c.path, ...at));
        return found ? found.rank : NOTHING;
      }
      return undefined;
    },
  });

  // Names under the pointer, a click that opens; touch shows first, and offers the link.
  const attend = (L, map, layer, state) => {
    const tip = L.tooltip({ sticky: true, className: "infobulle", direction: "auto", offset: [14, 0] });
    let last = null;
    const tell = (territory) => state.describe(territory).then((parts) => {
      if (!parts) return null;
      const box = document.createElement("div");
      box.append(text("strong", parts.nom), text("div", `${parts.niveau} ${parts.code}`, "discret"), text("div", parts.valeur));
      return { box, ...parts };
    });
    const leave = () => {
      last = null;
      tip.remove();
      layer.mark(null);
      map.getContainer().classList.remove("sur-territoire");
    };
    map.on("mousemove", (event) => {
      const away = event.originalEvent.target.closest?.(".leaflet-marker-icon, .leaflet-interactive, .leaflet-control");
      const territory = away ? null : layer.territoryAt(event.latlng);
      if (territory === null) { if (last !== null) leave(); return; }
      tip.setLatLng(event.latlng);
      if (territory === last) return;
      last = territory;
      layer.mark(territory);
      map.getContainer().classList.add("sur-territoire");
      tell(territory).then((told) => {
        if (told && last === territory) tip.setContent(told.box).openOn(map);
      });
    });
    map.on("mouseout", leave);
    map.on("click", (event) => {
      const territory = layer.territoryAt(event.latlng);
      if (territory === null) return;
      const touched = event.originalEvent.pointerType === "touch";
      tell(territory).then((told) => {
        if (!told) return;
        if (!touched) { location.assign(told.adresse); return; }
        const link = Object.assign(text("a", "Ouvrir la fiche"), { href: told.adresse });
        told.box.append(link);
        leave();
        layer.mark(territory);
        L.popup({ className: "infobulle", closeButton: false }).setLatLng(event.latlng).setContent(told.box).openOn(map);
      });
    });
    map.on("popupclose", () => layer.mark(null));
    attendKeys(map, layer, tell);
  };

  // With the keyboard the centre of the map is the pointer: it is told, Entrée opens it.
  const attendKeys = (map, layer, tell) => {
    const box = map.getContainer();
    const voice = text("p", "", "sr");
    voice.setAttribute("role", "status");
    box.append(voice, text("span", "", "viseur"));
    const centre = () => layer.territoryAt(map.getCenter());
    const say = () => {
      if (!box.matches(":focus-visible")) return;
      const territory = centre();
      layer.mark(territory);
      if (territory === null) { voice.textContent = "Au centre : la mer ou l’étranger."; return; }
      tell(territory).then((told) => {
        if (told) voice.textContent = `Au centre : ${told.nom}, ${told.niveau} ${told.code}, ${told.valeur}.`;
      });
    };
    box.addEventListener("focus", say);
    box.addEventListener("blur", () => layer.mark(null));
    map.on("moveend", say);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== box) return;
      const territory = centre();
      if (territory !== null) tell(territory).then((told) => { if (told) location.assign(told.adresse); });
    });
  };

  Object.assign(window.cartoexp, { makeLayer, attend, text });
})();
