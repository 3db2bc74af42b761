// Names on the map once it is close: the largest communes in view, dropped where they would collide.
(() => {
  const MOST = 12;
  const SIZE_PX = 11;
  const HALO_PX = 3;
  const IN_VIEW = 0.39; // of the canvas, which is larger than the view

  // Places of the tiles that are drawn, in dots of the canvas, the most inhabited first.
  const places = (sources, { width, height }) => sources
    .filter((source) => source.lieux)
    .flatMap(({ lieux, left, top, scale }) => lieux.map(([nom, habitants, x, y]) =>
      ({ nom, habitants, x: left + x * scale, y: top + y * scale })))
    .filter(({ x, y }) => Math.abs(x / width - 0.5) < IN_VIEW && Math.abs(y / height - 0.5) < IN_VIEW)
    .sort((a, b) => b.habitants - a.habitants);

  const labels = (peintre, context, ratio) => {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.font = `600 ${SIZE_PX * ratio}px ${peintre.tokens.font}`;
    context.textAlign = "center";
    context.textBaseline = "bottom";
    context.lineJoin = "round";
    context.lineWidth = HALO_PX * ratio;
    context.strokeStyle = peintre.tokens.surface;
    context.fillStyle = peintre.tokens.encre;
    const taken = [];
    const lift = 13 * ratio; // above the points that may stand there
    for (const { nom, x, y } of places(peintre.sources, context.canvas)) {
      if (taken.length === MOST) return;
      const half = context.measureText(nom).width / 2 + 4 * ratio;
      const box = [x - half, y - lift - 14 * ratio, x + half, y - lift];
      if (taken.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) continue;
      taken.push(box);
      context.strokeText(nom, x, y - lift);
      context.fillText(nom, x, y - lift);
    }
  };

  Object.assign(window.cartoexp, { labels });
})();
