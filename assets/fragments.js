// Parts of a page put in place as they come: the comparables follow their settings, a block that is
// long to compute comes when it is about to be seen. Without it the forms and the links do the work.
(() => {
  const WAIT_MS = 250;
  const part = (name, root = document) => root.querySelector(`[data-part="${name}"]`);
  const parse = (text) => {
    const template = document.createElement("template");
    template.innerHTML = text;
    return template.content;
  };

  // What was unfolded stays so, in the order of the page.
  const place = (found) => {
    for (const fresh of found.querySelectorAll("[data-part]")) {
      const old = part(fresh.dataset.part);
      if (!old) continue;
      const unfolded = [...old.querySelectorAll("details")].map((node) => node.open);
      fresh.querySelectorAll("details").forEach((node, i) => { node.open = unfolded[i] ?? node.open; });
      old.replaceWith(fresh);
    }
  };

  // ---- Settings
  const form = document.querySelector("form[data-fragment]");
  if (form) {
    const told = document.getElementById(form.dataset.dit);
    let timer = 0;
    let request = null;
    const tellWeights = () => {
      for (const output of form.querySelectorAll("output")) {
        const value = Number(document.getElementById(output.getAttribute("for")).value);
        output.textContent = value.toLocaleString("fr-FR", { minimumFractionDigits: 1 });
      }
    };
    const busy = (on) => {
      const shown = part("comparables");
      if (on) shown?.setAttribute("aria-busy", "true"); else shown?.removeAttribute("aria-busy");
    };
    const refuse = (text) => {
      busy(false);
      told.className = "note note--alerte";
      told.textContent = text;
    };
    const ask = async () => {
      request?.abort();
      request = new AbortController();
      const { signal } = request;
      const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
      busy(true);
      try {
        const answer = await fetch(`${form.dataset.fragment}?${query}`, { signal });
        const found = parse(await answer.text());
        if (signal.aborted) return;
        if (!answer.ok) { refuse(found.textContent.trim()); return; }
        const { adresse, dit } = part("comparables", found).dataset;
        place(found);
        told.className = "sr";
        told.textContent = `Liste mise à jour. ${dit}`;
        history.replaceState(history.state, "", adresse);
      } catch {
        if (!signal.aborted) refuse("La liste n’a pas pu être mise à jour. Vos réglages sont gardés : réessayez.");
      }
    };
    const soon = () => {
      tellWeights();
      clearTimeout(timer);
      timer = setTimeout(() => { if (form.reportValidity()) ask(); }, WAIT_MS);
    };
    form.addEventListener("input", soon);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      ask();
    });
    form.querySelector("[data-origine]")?.addEventListener("click", (event) => {
      event.preventDefault();
      for (const field of form.elements) {
        if (field.type === "range") field.value = "1";
        else if (field.type === "number") field.value = "";
        else if (field.type === "radio") field.checked = field.value === "partout";
      }
      tellWeights();
      ask();
    });
    tellWeights();
  }

  // ---- Blocks that wait to be seen
  const load = async (node) => {
    node.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(node.dataset.charger);
      if (!answer.ok) throw new Error(String(answer.status));
      node.replaceChildren(parse(await answer.text()));
    } catch { /* the link that is there leads to the same */ }
    node.removeAttribute("aria-busy");
  };
  const waiting = document.querySelectorAll("[data-charger]");
  if (waiting.length) {
    const watcher = new IntersectionObserver((entries) => {
      for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
        watcher.unobserve(target);
        load(target);
      }
    }, { rootMargin: "300px" });
    waiting.forEach((node) => watcher.observe(node));
  }
})();
