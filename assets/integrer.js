// Page « Intégrer » : l’aperçu et les textes suivent les options ; un bouton copie chacun.
(() => {
  "use strict";
  const WAIT_MS = 300;
  const PARTS = ["couleur", "apercu", "codes", "gel"];
  const form = document.getElementById("integrer");
  if (!form) return;
  const part = (name, root = document) => root.querySelector(`[data-part="${name}"]`);
  let timer = 0;
  let request = null;

  // Le site connaît son adresse par la nôtre quand ses réglages ne la disent pas.
  const placeOrigin = () => {
    const warning = document.querySelector("[data-sans-origine]");
    if (!warning) return;
    for (const text of document.querySelectorAll(".code textarea")) {
      text.value = text.value.replaceAll(warning.dataset.sansOrigine, location.origin);
    }
    warning.remove();
  };
  const place = (found) => {
    const screen = document.querySelector("[name=ecran]:checked")?.value;
    for (const name of PARTS) {
      const [old, fresh] = [part(name), part(name, found)];
      if (!old || old.contains(document.activeElement)) continue;
      if (fresh) old.replaceWith(fresh);
      else old.replaceChildren();
    }
    const same = document.querySelector(`[name=ecran][value="${screen}"]`);
    if (same) same.checked = true;
    placeOrigin();
  };
  const ask = async () => {
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const address = `${form.getAttribute("action")}?${query}`;
    part("apercu")?.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal });
      const text = await answer.text();
      if (signal.aborted) return;
      place(new DOMParser().parseFromString(text, "text/html"));
      history.replaceState(history.state, "", address);
    } catch {
      if (!signal.aborted) part("apercu")?.removeAttribute("aria-busy");
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (form.reportValidity()) ask(); }, WAIT_MS);
  };
  form.addEventListener("input", soon);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formMethod === "post") return;
    event.preventDefault();
    clearTimeout(timer);
    ask();
  });
  placeOrigin();
})();
