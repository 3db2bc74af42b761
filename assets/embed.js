// Sur la page hôte : chaque cadre de Cartoexp prend la hauteur qu’il annonce. Rien d’autre.
(() => {
  "use strict";
  if (window.cartoexpEmbed) return;
  window.cartoexpEmbed = true;
  const origin = new URL(document.currentScript.src).origin;
  addEventListener("message", (event) => {
    const height = event.data?.cartoexp?.hauteur;
    if (event.origin !== origin || !Number.isFinite(height)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow !== event.source) continue;
      frame.style.height = `${Math.min(Math.max(Math.ceil(height), 80), 6000)}px`;
    }
  });
})();
