// A map that one walks in without a library: a view over the painter, moved by hand, wheel, keys.
// Only where the house has no Leaflet; the picture itself is the painter's.
(() => {
  const { vue } = window.cartoexp;
  const [NEAREST, FARTHEST] = [3, 12.4];
  const STEP_PX = 80;
  const CLICK_PX = 5;

  class Promenade {
    // `drawn` is called after each painting with the view; `clicked` with a place of the box.
    constructor(box, canvas, peintre, { drawn, clicked, pointed }) {
      Object.assign(this, { box, canvas, peintre, drawn, clicked, pointed, moved: false });
      this.view = null;
      this.pointers = new Map();
      this.listen();
      new ResizeObserver(() => this.resize()).observe(box);
    }

    resize() {
      const { clientWidth: width, clientHeight: height } = this.box;
      if (!width || !height) return;
      const ratio = window.devicePixelRatio || 1;
      if (this.view && this.moved) {
        const centre = this.centre();
        Object.assign(this.view, { width, height, ratio });
        this.stand(centre, this.view.z);
        return;
      }
      this.view = { x: 0, y: 0, z: 5, width, height, ratio };
      this.whole();
    }

    whole() {
      const { centre, z } = vue.hexagone(this.view.width, this.view.height);
      this.moved = false;
      this.stand(centre, z);
    }

    stand(centre, z) {
      const [x, y] = vue.project(centre, z);
      Object.assign(this.view, { x: x - this.view.width / 2, y: y - this.view.height / 2, z });
      this.soon();
    }

    centre() {
      const { x, y, z, width, height } = this.view;
      return vue.unproject([x + width / 2, y + height / 2], z);
    }

    // Where a place (latitude, longitude) is in the box, in CSS pixels.
    at(place) {
      const [x, y] = vue.project(place, this.view.z);
      return [x - this.view.x, y - this.view.y];
    }

    move(dx, dy) {
      this.moved = true;
      this.view.x += dx;
      this.view.y += dy;
      this.soon();
    }

    // The place under (px, py) stays there.
    zoom(dz, px = this.view.width / 2, py = this.view.height / 2) {
      const z = Math.min(Math.max(this.view.z + dz, NEAREST), FARTHEST);
      const scale = 2 ** (z - this.view.z);
      this.moved = true;
      Object.assign(this.view, {
        x: (this.view.x + px) * scale - px, y: (this.view.y + py) * scale - py, z,
      });
      this.soon();
    }

    soon() {
      this.asked ??= requestAnimationFrame(() => { this.asked = null; this.paint(); });
    }

    paint() {
      if (!this.view) return;
      const { width, height, ratio } = this.view;
      const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
      if (this.canvas.width !== wide || this.canvas.height !== high) Object.assign(this.canvas, { width: wide, height: high });
      // Whole pixels: a picture between two of them is blurred.
      const view = { ...this.view, x: Math.round(this.view.x), y: Math.round(this.view.y) };
      this.peintre.paint(this.canvas, view);
      this.drawn(view);
    }

    listen() {
      const { box, pointers } = this;
      const place = (event) => {
        const { left, top } = box.getBoundingClientRect();
        return [event.clientX - left, event.clientY - top];
      };
      box.addEventListener("pointerdown", (event) => {
        if (event.button !== 0 || event.target.closest("a, button")) return;
        box.setPointerCapture(event.pointerId);
        pointers.set(event.pointerId, place(event));
        this.travelled = 0;
      });
      box.addEventListener("pointermove", (event) => {
        const here = place(event);
        const before = pointers.get(event.pointerId);
        if (!before) { if (event.pointerType === "mouse") this.pointed(event.target.closest("a") ? null : here); return; }
        const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
        if (other) {
          const spread = (p) => Math.hypot(p[0] - other[0], p[1] - other[1]) || 1;
          this.zoom(Math.log2(spread(here) / spread(before)), ...other);
        } else {
          this.travelled += Math.hypot(here[0] - before[0], here[1] - before[1]);
          if (this.travelled > CLICK_PX) this.move(before[0] - here[0], before[1] - here[1]);
        }
        pointers.set(event.pointerId, here);
      });
      const end = (event) => {
        const held = pointers.delete(event.pointerId);
        if (held && event.type === "pointerup" && this.travelled <= CLICK_PX && !pointers.size) this.clicked(place(event), event);
      };
      for (const kind of ["pointerup", "pointercancel"]) box.addEventListener(kind, end);
      box.addEventListener("pointerleave", () => this.pointed(null));
      box.addEventListener("wheel", (event) => {
        event.preventDefault();
        this.zoom(-event.deltaY * (event.deltaMode ? 0.05 : 0.002), ...place(event));
      }, { passive: false });
      box.addEventListener("keydown", (event) => {
        if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey) return;
        const moves = { ArrowLeft: [-STEP_PX, 0], ArrowRight: [STEP_PX, 0], ArrowUp: [0, -STEP_PX], ArrowDown: [0, STEP_PX] };
        if (moves[event.key]) this.move(...moves[event.key]);
        else if (event.key === "+" || event.key === "=") this.zoom(1);
        else if (event.key === "-") this.zoom(-1);
        else return;
        event.preventDefault();
      });
    }
  }

  Object.assign(window.cartoexp, { Promenade });
})();
