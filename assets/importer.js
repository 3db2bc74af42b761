// Page « Importer un fichier » : dépôt, poids vérifié avant l’envoi, attente dite.
(() => {
  "use strict";
  const MIO = 1024 * 1024;
  const weigh = (bytes) =>
    bytes < MIO
      ? `${Math.max(1, Math.round(bytes / 1024))}\u00a0ko`
      : `${(bytes / MIO).toLocaleString("fr-FR", { maximumFractionDigits: 1 })}\u00a0Mo`;

  for (const form of document.querySelectorAll(".importer__envoi")) {
    const field = form.querySelector("#fichier");
    const zone = form.querySelector(".importer__zone");
    const told = form.querySelector("#fichier-dit");
    const most = Number(form.dataset.plusLourd);
    const check = () => {
      const file = field.files[0];
      const heavy = file && file.size > most;
      const text = heavy
        ? `Ce fichier pèse ${weigh(file.size)}, plus que les ${weigh(most)} admis : partagez-le.`
        : "";
      field.setCustomValidity(text);
      told.textContent = text || (file ? `${file.name}, ${weigh(file.size)}` : "");
    };
    field.addEventListener("change", check);
    for (const kind of ["dragenter", "dragover"]) {
      zone.addEventListener(kind, (event) => {
        event.preventDefault();
        zone.classList.add("importer__zone--dessus");
      });
    }
    for (const kind of ["dragleave", "drop"]) {
      zone.addEventListener(kind, () => zone.classList.remove("importer__zone--dessus"));
    }
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      const one = new DataTransfer();
      one.items.add(event.dataTransfer.files[0]);
      field.files = one.files;
      check();
      field.focus();
    });
    // Un fichier lâché à côté n’ouvre pas une autre page à la place de celle-ci.
    for (const kind of ["dragover", "drop"]) {
      window.addEventListener(kind, (event) => event.preventDefault());
    }
    form.dataset.attente = "Envoi et lecture…";
  }

  for (const form of document.querySelectorAll("[data-attente]")) {
    const button = form.querySelector("button[type=submit]");
    const label = button.textContent;
    form.addEventListener("submit", (event) => {
      if (form.getAttribute("aria-busy") === "true") { event.preventDefault(); return; }
      form.setAttribute("aria-busy", "true");
      button.textContent = form.dataset.attente;
    });
    // De retour par l’historique, la page est celle d’avant l’envoi.
    addEventListener("pageshow", () => {
      form.removeAttribute("aria-busy");
      button.textContent = label;
    });
  }
})();
