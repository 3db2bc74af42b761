// Boutons qui copient un texte de la page. Sans script, on copie à la main.
(() => {
  "use strict";
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copier]");
    if (!button) return;
    const told = document.getElementById("copie-dite");
    const text = document.getElementById(button.dataset.copier);
    try {
      await navigator.clipboard.writeText(text.value);
      button.textContent = "Copié";
      told.textContent = "Copié.";
      setTimeout(() => { button.textContent = "Copier"; }, 2_000);
    } catch {
      text.focus();
      text.select();
      told.textContent = "Le texte est sélectionné : copiez-le au clavier.";
    }
  });
})();
