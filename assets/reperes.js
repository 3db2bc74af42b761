// What stands above the picture: discs where it runs already, numbers of the first candidates.
(() => {
  const NUMBERED = 10;
  const RADIUS = 12;
  const DISC = 4.5;
  const AWAY_PX = 6;

  // Numbers that collide are pushed apart, a little at a time; the first ones move least.
  const spread = (points) => {
    for (let turn = 0; turn < 40; turn += 1) {
      let touched = false;
      points.forEach((a, i) => {
        for (const b of points.slice(i + 1)) {
          const [dx, dy] = [b.x - a.x, b.y - a.y];
          const apart = Math.hypot(dx, dy);
          const missing = 2 * RADIUS + 2 - apart;
          if (missing <= 0) continue;
          touched = true;
          // Two at the same place go opposite ways, the same ones each time.
          const angle = apart ? Math.atan2(dy, dx) : i * 2.4;
          const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
          a.x -= ux * missing * 0.35; a.y -= uy * missing * 0.35;
          b.x += ux * missing * 0.65; b.y += uy * missing * 0.65;
        }
      });
      if (!touched) return;
    }
  };

  class Reperes {
    constructor(holder) {
      this.holder = holder;
      this.numbers = [];
      this.discs = [];
    }

    // From the page: places of departure, and the first ones of the list.
    read() {
      const place = (text) => text.split(",").map(Number).reverse();
      this.discs = [...document.querySelectorAll("[data-depart]")].map((link) => place(link.dataset.depart));
      const listed = [...document.querySelectorAll("#rangs [data-lieu]")].slice(0, NUMBERED);
      this.numbers = listed.map(({ dataset: { lieu, candidat, rang, nom } }) => {
        const mark = document.createElement("a");
        Object.assign(mark, { className: "numero", href: `#candidat-${candidat}`, textContent: rang, title: nom });
        mark.setAttribute("aria-label", `${rang}. ${nom}`);
        return { place: place(lieu), mark, code: candidat };
      });
      this.holder.replaceChildren(...this.numbers.map(({ mark }) => mark));
    }

    draw(canvas, view, at) {
      const context = canvas.getContext("2d");
      const style = getComputedStyle(this.holder);
      const token = (name) => style.getPropertyValue(name).trim();
      const inside = ([x, y]) => x >= -RADIUS && y >= -RADIUS && x <= view.width + RADIUS && y <= view.height + RADIUS;
      context.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
      context.fillStyle = token("--f") || token("--accent");
      context.strokeStyle = token("--surface");
      context.lineWidth = 1.25;
      for (const place of this.discs) {
        const [x, y] = at(place);
        if (!inside([x, y])) continue;
        context.beginPath();
        context.arc(x, y, DISC, 0, 2 * Math.PI);
        context.fill();
        context.stroke();
      }
      this.number(context, at, inside, token("--encre"));
    }

    number(context, at, inside, ink) {
      const shown = [];
      for (const one of this.numbers) {
        const [x, y] = at(one.place);
        one.mark.hidden = !inside([x, y]);
        if (!one.mark.hidden) shown.push({ ...one, x, y, home: [x, y] });
      }
      spread(shown);
      context.strokeStyle = context.fillStyle = ink;
      for (const { mark, x, y, home } of shown) {
        mark.style.transform = `translate(${Math.round(x - RADIUS)}px, ${Math.round(y - RADIUS)}px)`;
        if (Math.hypot(x - home[0], y - home[1]) <= AWAY_PX) continue;
        context.beginPath();
        context.moveTo(...home);
        context.lineTo(x, y);
        context.stroke();
        context.beginPath();
        context.arc(...home, 2.5, 0, 2 * Math.PI);
        context.fill();
      }
    }

    highlight(code) {
      for (const one of this.numbers) one.mark.classList.toggle("surligne", one.code === code);
    }
  }

  Object.assign(window.cartoexp, { Reperes });
})();
