// The jumps to the Hexagone and the five DROM: small pictures in the colours of the map.
(() => {
  const { vue } = window.cartoexp;
  const drawn = new WeakMap();

  // `peintre.blocks` stand in the order of the buttons: Hexagone first.
  const drawJumps = (peintre) => {
    document.querySelectorAll("[data-bloc]").forEach((canvas) => {
      const block = peintre.blocks?.[Number(canvas.dataset.bloc)];
      if (!block || drawn.get(canvas) === peintre.version) return;
      drawn.set(canvas, peintre.version);
      const context = canvas.getContext("2d");
      const scale = Math.min(canvas.width / block.width, canvas.height / block.height) * 0.94;
      const [width, height] = [block.width * scale, block.height * scale];
      context.fillStyle = peintre.tokens.mer;
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.imageSmoothingQuality = "high";
      context.drawImage(peintre.picture(block), (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
    });
  };

  const attendJumps = (map, arrived) => {
    document.addEventListener("click", (event) => {
      const jump = event.target.closest?.("[data-vers]");
      if (!jump) return;
      const { x, y } = map.getSize();
      const [lat, lon, zoom] = jump.dataset.vers.split(",").map(Number);
      const { centre, z } = jump.dataset.vers ? { centre: [lat, lon], z: zoom } : vue.hexagone(x, y);
      map.setView(centre, z, { animate: false });
      for (const other of jump.parentElement.children) other.setAttribute("aria-pressed", String(other === jump));
      arrived();
    });
  };

  Object.assign(window.cartoexp, { drawJumps, attendJumps });
})();
