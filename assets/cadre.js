// Dans le cadre : la valeur lue sous le pointeur ou au clavier, et la hauteur dite à la page hôte.
(() => {
  "use strict";
  const tell = () => {
    const hauteur = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (parent !== window) parent.postMessage({ cartoexp: { hauteur } }, "*");
  };
  new ResizeObserver(tell).observe(document.documentElement);
  addEventListener("load", tell);

  const read = document.querySelector(".lu");
  const svg = document.querySelector(".corps svg");
  if (!read || !svg) return;
  const titleOf = (shape) => shape.querySelector("title");
  const all = [...document.querySelectorAll(".corps svg title")].map((t) => t.parentNode);
  const named = all.filter((shape) => shape.tagName !== "svg");
  const order = [...named].sort((a, b) =>
    titleOf(a).textContent.localeCompare(titleOf(b).textContent, "fr"));
  if (!order.length) return;
  const hint = "Survolez la carte, ou parcourez-la avec les flèches du clavier.";
  let here = null;
  read.textContent = hint;

  const show = (shape) => {
    if (shape === here) return;
    here?.classList.remove("vu");
    here = shape;
    here?.classList.add("vu");
    read.textContent = here ? here.dataset.t : hint;
    read.classList.toggle("dit", Boolean(here));
  };
  // Le titre d’un tracé ouvrirait une bulle de plus : il passe dans le tracé, que le script lit.
  for (const shape of named) {
    shape.dataset.t = titleOf(shape).textContent;
    titleOf(shape).remove();
  }
  const under = (event) => show(event.target.closest?.("[data-t]") ?? null);
  document.querySelector(".corps").addEventListener("pointermove", under);
  document.querySelector(".corps").addEventListener("pointerleave", () => show(null));
  document.querySelector(".corps").addEventListener("click", under);

  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  svg.tabIndex = 0;
  svg.addEventListener("keydown", (event) => {
    const place = order.indexOf(here);
    let next = null;
    if (event.key in steps) next = (place + steps[event.key] + order.length) % order.length;
    if (place < 0 && next !== null) next = steps[event.key] > 0 ? 0 : order.length - 1;
    if (event.key === "Home") next = 0;
    if (event.key === "End") next = order.length - 1;
    if (event.key === "Escape") show(null);
    if (next === null) return;
    event.preventDefault();
    show(order[next]);
  });
})();
