// Lines and outlines above the picture: boundaries of every level, communes one by one when close.
(() => {
  const { NOTHING } = window.cartoexp;
  const HATCH_PX = 6;
  const SIDE = 4096;
  let pattern = null;

  // Hatches at 45° on the screen, whatever the zoom.
  const hatch = (context, tokens, box, ratio) => {
    if (pattern?.ratio !== ratio || pattern.tokens !== tokens) {
      const size = Math.round(HATCH_PX * ratio);
      const tile = Object.assign(document.createElement("canvas"), { width: size, height: size });
      const pen = tile.getContext("2d");
      pen.fillStyle = tokens["nd-fond"];
      pen.fillRect(0, 0, size, size);
      pen.strokeStyle = tokens["nd-trait"];
      pen.lineWidth = ratio;
      for (const shift of [-size, 0, size]) {
        pen.beginPath();
        pen.moveTo(shift - ratio, size + ratio);
        pen.lineTo(shift + size + ratio, -ratio);
        pen.stroke();
      }
      pattern = { ratio, tokens, fill: context.createPattern(tile, "repeat") };
    }
    context.fillStyle = pattern.fill;
    context.fillRect(...box);
  };

  // Communes as outlines, in the tiles of zoom 10 that are here.
  const vectors = (peintre, context, view) => {
    const zoom = 2 ** (view.z - 10);
    const scale = zoom / 16 * view.ratio;
    for (const [x, y] of peintre.visible(view, 10)) {
      const tile = peintre.grille.tile(10, x, y, peintre.redraw);
      if (!tile?.communes) continue;
      const left = (256 * x * zoom - view.x) * view.ratio;
      const top = (256 * y * zoom - view.y) * view.ratio;
      context.save();
      // Cut at whole pixels, so that two tiles leave no line between them.
      const [x0, y0, x1, y1] = [left, top, left + SIDE * scale, top + SIDE * scale].map(Math.round);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.beginPath();
      context.rect(x0, y0, x1 - x0, y1 - y0);
      context.clip();
      context.fillStyle = peintre.tokens.mer;
      context.fill();
      context.setTransform(scale, 0, 0, scale, left, top);
      fillCommunes(peintre, context, tile, view.ratio / scale);
      context.restore();
      peintre.sources.push(Object.assign(tile, { left, top, scale }));
    }
  };

  const fillCommunes = (peintre, context, tile, pixel) => {
    for (const { rank, path } of tile.communes) {
      const fill = peintre.fillOf(rank);
      context.fillStyle = fill ?? pattern?.fill ?? peintre.tokens["nd-fond"];
      context.strokeStyle = fill ?? peintre.tokens["nd-fond"];
      context.lineWidth = 1.2 * pixel;
      context.stroke(path);
      context.fill(path);
    }
    for (const [colour, path] of edges(peintre, tile)) {
      context.strokeStyle = colour;
      context.lineWidth = (peintre.holders ? 1 : 0.6) * pixel;
      context.stroke(path);
    }
  };

  // Segments between two territories of the level; those inside one are left out.
  const edges = (peintre, tile) => {
    if (tile.lined !== peintre.version) {
      const [grey, white] = [new Path2D(), new Path2D()];
      for (const s of tile.segments) {
        if (peintre.territory(s.first) === peintre.territory(s.second)) continue;
        const path = peintre.pale(s.first) && peintre.pale(s.second) ? grey : white;
        path.moveTo(s.fromX, s.fromY);
        path.lineTo(s.x, s.y);
      }
      tile.paths = [[peintre.tokens["carte-dep"], grey], [peintre.tokens["carte-trait"], white]];
      tile.lined = peintre.version;
    }
    return tile.paths;
  };

  // Boundaries that were drawn once for all, at a width of the screen.
  const boundaries = (peintre, context, view) => {
    peintre.lines ??= sortLines(peintre);
    const scale = 2 ** (view.z - 10) * view.ratio;
    context.setTransform(scale, 0, 0, scale, -view.x * view.ratio, -view.y * view.ratio);
    context.lineJoin = "round";
    for (const { colour, width, alpha, path, kind } of peintre.lines) {
      if (kind === EPCI && view.z < CLOSE && peintre.colouring?.niveau !== "epci") continue;
      context.strokeStyle = colour;
      context.globalAlpha = alpha;
      context.lineWidth = width * view.ratio / scale;
      context.stroke(path);
    }
    context.globalAlpha = 1;
  };

  // Widths by kind of boundary: outer edge, régions, départements, EPCI. Between two pale
  // territories a white line would not be seen: it is grey.
  const EPCI = 3;
  const CLOSE = 8;
  const GREY = [0.6, 0.9, 0.5, 0.4];
  const WHITE = [0.6, 1, 0.8, 0.5];
  const GREY_ALPHA = [1, 1, 0.8, 0.5];
  const sortLines = (peintre) => {
    const groups = new Map();
    for (const arc of peintre.arcs) {
      const grey = arc.kind === 0 || sides(peintre, arc).every((rank) => peintre.pale(rank));
      const width = (grey ? GREY : WHITE)[arc.kind];
      const key = `${grey} ${arc.kind}`;
      if (!groups.has(key)) {
        groups.set(key, { colour: peintre.tokens[grey ? "carte-dep" : "carte-trait"], width, kind: arc.kind, alpha: grey ? GREY_ALPHA[arc.kind] : 1, path: new Path2D() });
      }
      const { path } = groups.get(key);
      const { points } = arc;
      path.moveTo(points[0], points[1]);
      for (let i = 2; i < points.length; i += 2) path.lineTo(points[i], points[i + 1]);
    }
    return [...groups.values()];
  };

  // The communes on either side of an arc, read in the picture beside its middle.
  const STEP_PX = 24;
  const sides = (peintre, arc) => {
    if (!arc.sides) {
      const { points } = arc;
      const i = Math.max(0, 2 * Math.floor(points.length / 4) - 2);
      const [dx, dy] = [points[i + 2] - points[i], points[i + 3] - points[i + 1]];
      const [x, y] = [points[i] + dx / 2, points[i + 1] + dy / 2];
      const step = STEP_PX / (Math.hypot(dx, dy) || 1);
      arc.sides = [-step, step].map((s) => peintre.rankAt(x + dy * s, y - dx * s, 10)).filter((rank) => rank !== NOTHING);
    }
    return arc.sides;
  };

  Object.assign(window.cartoexp, { hatch, vectors, boundaries, CLOSE });
})();
