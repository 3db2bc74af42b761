// Proposer : ce que le serveur dit après l’envoi, dit pendant la saisie. Rien n’en dépend.
(() => {
  "use strict";
  const form = document.querySelector("[data-proposer]");
  if (!form) return;
  const number = new Intl.NumberFormat("fr-FR");

  // ---- Compteur : un texte trop long reste entier, et le dit.
  const count = (field) => {
    const most = Number(field.dataset.plus);
    const told = document.getElementById(`${field.id}-compte`);
    if (!told || !most) return;
    const n = [...field.value.trim()].length;
    told.classList.toggle("saisie__compte--trop", n > most);
    told.textContent = n
      ? `${number.format(n)} sur ${number.format(most)}\u00a0caractères au plus${n > most ? `\u00a0: ${number.format(n - most)} de trop` : "."}`
      : `${number.format(most)}\u00a0caractères au plus.`;
  };

  // ---- Forme d’une date, d’une année, d’une adresse : dite en quittant le champ.
  const MOIS = "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre";
  const FORMES = {
    date: [new RegExp(`^(\\d{4}(-\\d{2}(-\\d{2})?)?|(\\d{1,2}[/.-])?\\d{1,2}[/.-]\\d{4}|(\\d{1,2}(er)? )?(${MOIS}) \\d{4})$`, "i"), "Écrivez une année, un mois ou un jour\u00a0: 2025, 03/2025 ou 14/03/2025."],
    annee: [/^(19|20)\d{2}$/, "Écrivez une année, comme 2025."],
    adresse: [/^https?:\/\/[^\s/]\S*$/i, "Écrivez une adresse complète, qui commence par https:// ou http://."],
  };
  const check = (field) => {
    const [form_, message] = FORMES[field.dataset.forme];
    const text = field.value.trim();
    const id = `${field.id}-forme`;
    let told = document.getElementById(id);
    const wrong = text && !form_.test(text);
    if (!wrong) { told?.remove(); return; }
    if (!told) {
      told = document.createElement("p");
      told.id = id;
      told.className = "saisie__dit";
      told.setAttribute("role", "status");
      field.after(told);
    }
    told.textContent = message;
  };

  let dirty = false;
  form.addEventListener("input", ({ target }) => {
    dirty = true;
    if (target.dataset.plus) count(target);
  });
  form.addEventListener("change", ({ target }) => {
    dirty = true;
    if (target.dataset.forme) check(target);
  });
  for (const field of form.querySelectorAll("[data-plus]")) if (field.value) count(field);

  const NIVEAUX = {
    commune: "commune", epci: "intercommunalité", ept: "établissement public territorial",
    departement: "département", region: "région",
  };
  // ---- Le territoire choisi dans les suggestions se retient à l’enregistrement.
  form.addEventListener("choisi", ({ target }) => {
    dirty = true;
    const [niveau, code] = target.dataset.choix.split(":");
    const id = `${target.id}-choisi`;
    let told = document.getElementById(id);
    if (!told) {
      told = document.createElement("p");
      told.id = id;
      told.className = "petit";
      told.setAttribute("role", "status");
      target.closest(".proposer__chercher").after(told);
    }
    told.textContent = `Choisi\u00a0: ${target.value} (${NIVEAUX[niveau]} ${code}). Retenu à l’enregistrement.`;
    target.addEventListener("input", () => told.remove(), { once: true });
  });

  // ---- Quitter sans enregistrer : le navigateur le demande.
  form.addEventListener("submit", () => { dirty = false; });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  addEventListener("pageshow", (event) => { if (event.persisted) dirty = false; });

  // ---- Ce qui est à voir d’abord reçoit le regard et la lecture.
  const first = document.getElementById("a-corriger");
  if (first && location.hash === "#a-corriger") first.focus();
})();
