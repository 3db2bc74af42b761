// The picture of France as numbers: which territory each pixel belongs to. No colour, no screen.
// Everything here is fetched once; see docs/adr/0005-grille.md for the formats.
(() => {
  const cartoexp = (window.cartoexp ??= {});
  const NOTHING = 0xffff;

  const buffer = async (url, priority = "auto") => {
    const answer = await fetch(url, { priority });
    if (answer.status === 204) return null;
    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
    return answer.arrayBuffer();
  };

  // One symbol a pixel: like a neighbour already read, the next new commune, one met before (how far
  // back from the newest), nothing.
  const unpack = (data) => {
    const view = new DataView(data);
    const blocks = Array.from({ length: view.getUint8(1) }, (_, i) => {
      const at = (n) => view.getUint16(2 + 8 * i + 2 * n, true);
      return { x: at(0), y: at(1), width: at(2), height: at(3), z: 6 };
    });
    let at = 2 + 8 * blocks.length;
    const size = view.getUint32(at + 4, true);
    const symbols = new Uint8Array(data, at + 8, size);
    let older = at + 8 + size;
    let read = 0;
    let next = 0;
    for (const block of blocks) {
      const { width, height } = block;
      // A frame of nothing spares the tests at the edges.
      const wide = width + 2;
      const framed = new Uint16Array(wide * (height + 1)).fill(NOTHING);
      block.ids = new Uint16Array(width * height);
      for (let row = 0; row < height; row += 1) {
        for (let column = 0; column < width; column += 1, read += 1) {
          const here = wide * (row + 1) + column + 1;
          const symbol = read & 1 ? symbols[read >> 1] & 15 : symbols[read >> 1] >> 4;
          let id = NOTHING;
          if (symbol === 0) id = framed[here - 1];
          else if (symbol === 1) id = framed[here - wide];
          else if (symbol === 2) id = framed[here - wide + 1];
          else if (symbol === 3) id = framed[here - wide - 1];
          else if (symbol === 4) { id = next; next += 1; }
          else if (symbol === 5) { id = next - 1 - view.getUint16(older, true); older += 2; }
          framed[here] = id;
          block.ids[row * width + column] = id;
        }
      }
    }
    return blocks;
  };

  // Boundaries, each once: [number of points, kind, first point, steps…] as variable-length integers.
  const readTraits = (data) => {
    const bytes = new Uint8Array(data);
    let at = 0;
    const plain = () => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        value |= (byte & 127) << shift;
        if (byte < 128) return value;
      }
    };
    const signed = () => { const n = plain(); return (n >>> 1) ^ -(n & 1); };
    const arcs = [];
    let [firstX, firstY] = [0, 0];
    while (at < bytes.length) {
      const points = new Int32Array(2 * plain());
      const kind = plain();
      let [x, y] = [firstX += signed(), firstY += signed()];
      points[0] = x; points[1] = y;
      for (let i = 2; i < points.length; i += 2) {
        points[i] = x += signed();
        points[i + 1] = y += signed();
      }
      arcs.push({ kind, points });
    }
    return arcs;
  };

  // Outlines of the communes of a tile; a segment that two of them share is found by its ends.
  const readVectors = ({ rangs, traces, lieux }) => {
    const segments = new Map();
    const share = (fromX, fromY, x, y, rank) => {
      const [a, b] = [fromX * 8192 + fromY, x * 8192 + y];
      const key = a < b ? `${a} ${b}` : `${b} ${a}`;
      const known = segments.get(key);
      if (known) known.second = rank;
      else segments.set(key, { fromX, fromY, x, y, first: rank, second: NOTHING });
    };
    const communes = rangs.map((rank, i) => {
      const path = new Path2D();
      for (const ring of traces[i]) {
        let [x, y] = ring;
        path.moveTo(x, y);
        for (let k = 2; k < ring.length; k += 2) {
          const [fromX, fromY] = [x, y];
          x += ring[k]; y += ring[k + 1];
          path.lineTo(x, y);
          share(fromX, fromY, x, y, rank);
        }
        path.closePath();
      }
      return { rank, path };
    });
    return { communes, segments: [...segments.values()], lieux };
  };

  class Grille {
    constructor({ grille, traits, vecteurs }) {
      this.roots = { grille, traits, vecteurs };
      this.kept = new Map();
      this.tiles = new Map();
    }

    once(key, make) {
      if (!this.kept.has(key)) {
        const made = make();
        made.catch(() => this.kept.delete(key));
        this.kept.set(key, made);
      }
      return this.kept.get(key);
    }

    blocks() {
      return this.once("z6", async () => unpack(await buffer(`${this.roots.grille}/z6`, "high")));
    }

    // For each commune, the number of the territory that holds it; null: the commune itself.
    holders(niveau) {
      if (niveau === "commune") return Promise.resolve(null);
      return this.once(`tient-${niveau}`, async () =>
        new Uint16Array(await buffer(`${this.roots.grille}/appartenances/${niveau}`, "high")));
    }

    noms(niveau) {
      return this.once(`noms-${niveau}`, async () => {
        const answer = await fetch(`${this.roots.grille}/noms/${niveau}`);
        const { codes, noms } = await answer.json();
        return { codes: codes.split(" "), noms };
      });
    }

    traits(niveau) {
      return this.once(`traits-${niveau}`, async () =>
        readTraits(await buffer(`${this.roots.traits}/${niveau}`)));
    }

    // A tile that is here, or null while it comes; `arrived` is called when it has.
    tile(z, x, y, arrived) {
      const key = `${z}/${x}/${y}`;
      if (!this.tiles.has(key)) {
        this.tiles.set(key, null);
        this.load(z, x, y).then((tile) => { this.tiles.set(key, tile); arrived(); },
          () => this.tiles.delete(key));
        this.forget();
      }
      return this.tiles.get(key);
    }

    async load(z, x, y) {
      if (z === 10) {
        const answer = await fetch(`${this.roots.vecteurs}/${z}/${x}/${y}`);
        if (answer.status === 204) return { empty: true };
        if (!answer.ok) throw new Error(`${answer.status}`);
        return readVectors(await answer.json());
      }
      const data = await buffer(`${this.roots.grille}/${z}/${x}/${y}`);
      if (!data) return { empty: true };
      return { x: 256 * x, y: 256 * y, width: 256, height: 256, z, ids: new Uint16Array(data) };
    }

    forget() {
      for (const key of this.tiles.keys()) {
        if (this.tiles.size <= 160) return;
        this.tiles.delete(key);
      }
    }
  }

  Object.assign(cartoexp, { Grille, NOTHING });
})();
