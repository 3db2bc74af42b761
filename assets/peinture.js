// Colours of the picture: a lookup from number to colour, and its painting on a canvas.
// A view is { x, y, z, width, height, ratio }: world pixel of the corner at zoom z, CSS size, density.
(() => {
  const { NOTHING, hatch, vectors, boundaries, labels } = window.cartoexp;
  const MASKED = 254;
  const NO_DATA = 255;
  const VECTORS_FROM = 9.5;

  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let probe = null;
  const HEX = /^#(?:[0-9a-f]{3}){1,2}$/i;
  // A canvas knows every colour of CSS, but takes its time: the tokens are written in digits.
  const packed = (colour) => {
    if (HEX.test(colour)) {
      const digits = colour.length === 4 ? [...colour].slice(1).map((d) => d + d) : colour.slice(1).match(/../g);
      return new Uint32Array(Uint8Array.of(...digits.map((d) => Number.parseInt(d, 16)), 255).buffer)[0];
    }
    probe ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    probe.clearRect(0, 0, 1, 1);
    probe.fillStyle = colour;
    probe.fillRect(0, 0, 1, 1);
    return new Uint32Array(probe.getImageData(0, 0, 1, 1).data.buffer)[0];
  };

  // A part of one colour over another, as CSS.
  const channels = (colour) => new Uint8Array(Uint32Array.of(packed(colour)).buffer);
  const mixed = (over, under, part) => {
    const [top, low] = [channels(over), channels(under)];
    const [r, g, b] = [0, 1, 2].map((i) => Math.round(top[i] * part + low[i] * (1 - part)));
    return `#${[r, g, b].map((n) => n.toString(16).padStart(2, "0")).join("")}`;
  };

  const readTokens = () => {
    const names = ["mer", "terre", "surface", "nd-fond", "nd-trait", "carte-trait", "carte-dep",
      "carte-sel", "encre", "font", ...[0, 1, 2, 3, 4, 5].map((k) => `seq-${k}`)];
    return Object.fromEntries(names.map((name) => [name, css(`--${name}`)]));
  };

  class Peintre {
    constructor(grille, redraw) {
      this.grille = grille;
      this.redraw = redraw;
      this.colouring = null;
      this.blocks = null;
      this.arcs = [];
      this.only = null;
      this.refreshTokens();
    }

    refreshTokens() {
      this.tokens = readTokens();
      if (this.blocks) this.renew();
    }

    // What is drawn from now on; everything it needs is here when this is called.
    show(colouring, holders, arcs) {
      this.colouring = colouring;
      this.holders = holders;
      this.arcs = arcs;
      this.renew();
    }

    // The lookup, from the number of a commune to a colour.
    renew() {
      const { tokens } = this;
      const classes = this.colouring?.classes;
      const colours = new Uint32Array(256).fill(packed(tokens.terre));
      this.fills = new Array(256).fill(tokens.terre);
      for (let k = 0; k <= 5; k += 1) this.fills[k] = this.faded(k) ? tokens.surface : tokens[`seq-${k}`];
      for (let k = 0; k <= 5; k += 1) colours[k] = packed(this.fills[k]);
      this.fills[MASKED] = mixed(tokens["nd-trait"], tokens["nd-fond"], 0.35);
      colours[MASKED] = packed(this.fills[MASKED]);
      // Hatches are in screen pixels: the picture lets them through.
      colours[NO_DATA] = 0;
      this.fills[NO_DATA] = null;
      this.lookup = new Uint32Array(65536).fill(colours[6]);
      this.hatched = false;
      const known = this.holders?.length ?? classes?.length ?? 0;
      for (let rank = 0; rank < known; rank += 1) {
        const k = classes ? this.classOf(rank) : 6;
        if (k === NO_DATA) this.hatched = true;
        this.lookup[rank] = colours[k];
      }
      this.lookup[NOTHING] = packed(tokens.mer);
      this.version = (this.version ?? 0) + 1;
      this.lines = null;
    }

    faded(k) { return this.only !== null && this.only !== k; }

    territory(rank) {
      if (rank === NOTHING) return NOTHING;
      return this.holders ? this.holders[rank] : rank;
    }

    classOf(rank) {
      const territory = this.territory(rank);
      return territory === NOTHING || territory === undefined ? NO_DATA : this.colouring?.classes[territory] ?? NO_DATA;
    }

    picture(source) {
      if (source.painted === this.version) return source.canvas;
      source.canvas ??= Object.assign(document.createElement("canvas"), source.ids && { width: source.width, height: source.height });
      const context = source.canvas.getContext("2d");
      source.image ??= context.createImageData(source.width, source.height);
      const pixels = new Uint32Array(source.image.data.buffer);
      const { ids } = source;
      const { lookup } = this;
      for (let i = 0; i < ids.length; i += 1) pixels[i] = lookup[ids[i]];
      context.putImageData(source.image, 0, 0);
      source.painted = this.version;
      return source.canvas;
    }

    paint(canvas, view) {
      const context = canvas.getContext("2d", { alpha: false });
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.fillStyle = this.tokens.mer;
      context.fillRect(0, 0, canvas.width, canvas.height);
      // Beyond two dots a pixel nobody sees the difference: a phone is spared the tiles.
      const sharp = view.z + Math.log2(Math.min(view.ratio, 2));
      this.sources = [];
      for (const block of this.blocks ?? []) this.place(context, view, block);
      if (sharp > 6.35) this.tiles(context, view, Math.min(Math.max(Math.ceil(sharp - 0.35), 7), 9));
      if (view.z >= VECTORS_FROM) {
        vectors(this, context, view);
        labels(this, context, view.ratio);
      } else {
        boundaries(this, context, view);
      }
    }

    // Draw a source of numbers where it stands; whole pixels, so that neighbours leave no gap.
    place(context, view, source) {
      const scale = 2 ** (view.z - source.z);
      const on = (n, origin) => Math.round((n * scale - origin) * view.ratio);
      const [left, top] = [on(source.x, view.x), on(source.y, view.y)];
      const [right, bottom] = [on(source.x + source.width, view.x), on(source.y + source.height, view.y)];
      const { width, height } = context.canvas;
      if (right <= 0 || bottom <= 0 || left >= width || top >= height) return;
      if (this.hatched) hatch(context, this.tokens, [left, top, right - left, bottom - top], view.ratio);
      context.imageSmoothingEnabled = true;
      context.imageSmoothingQuality = scale * view.ratio < 0.6 ? "medium" : "low";
      context.drawImage(this.picture(source), left, top, right - left, bottom - top);
      this.sources.push(source);
    }

    *visible(view, z) {
      const side = 256 * 2 ** (view.z - z);
      for (let y = Math.floor(view.y / side); y * side < view.y + view.height; y += 1) {
        for (let x = Math.floor(view.x / side); x * side < view.x + view.width; x += 1) {
          if (this.holdsLand(z, x, y)) yield [x, y];
        }
      }
    }

    // Tiles far from every block hold nothing: they are not asked for.
    holdsLand(z, x, y) {
      const side = 256 * 2 ** (6 - z);
      return (this.blocks ?? []).some((b) =>
        (x + 1) * side > b.x && x * side < b.x + b.width && (y + 1) * side > b.y && y * side < b.y + b.height);
    }

    tiles(context, view, z) {
      for (const [x, y] of this.visible(view, z)) {
        const tile = this.grille.tile(z, x, y, this.redraw);
        if (tile?.ids) this.place(context, view, tile);
      }
    }

    fillOf(rank) { return this.fills[this.colouring ? this.classOf(rank) : 6]; }

    // Between two pale territories a white line would not be seen.
    pale(rank) {
      if (rank === NOTHING || !this.colouring) return true;
      const k = this.classOf(rank);
      return k === 0 || k > 5 || this.faded(k);
    }

    // The commune at a world pixel of zoom z, from the finest picture that is here.
    rankAt(x, y, z) {
      for (let i = (this.sources?.length ?? 0) - 1; i >= 0; i -= 1) {
        const source = this.sources[i];
        if (source.communes) continue;
        const rank = rankIn(source, x, y, z);
        if (rank !== NOTHING) return rank;
      }
      for (const block of this.blocks ?? []) {
        const rank = rankIn(block, x, y, z);
        if (rank !== NOTHING) return rank;
      }
      return NOTHING;
    }
  }

  const rankIn = (source, x, y, z) => {
    const scale = 2 ** (source.z - z);
    const column = Math.floor(x * scale) - source.x;
    const row = Math.floor(y * scale) - source.y;
    if (column < 0 || row < 0 || column >= source.width || row >= source.height) return NOTHING;
    return source.ids[row * source.width + column];
  };

  Object.assign(window.cartoexp, { Peintre });
})();
