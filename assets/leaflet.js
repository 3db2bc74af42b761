// Leaflet comes inside dash-leaflet's script; its first map is handed to ours as it is made.
(() => {
  let leaflet;
  const hook = (created) => {
    if (!created?.Map || created === leaflet) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    created.Map.addInitHook(function whenMade() {
      if (still) Object.assign(this.options, { zoomAnimation: false, markerZoomAnimation: false, inertia: false });
      queueMicrotask(() => window.cartoexp.adopt(created, this));
    });
  };
  Object.defineProperty(window, "L", {
    configurable: true,
    enumerable: true,
    get: () => leaflet,
    set: (created) => { hook(created); leaflet = created; },
  });
})();
