// Colourings by view: asked once, kept, and asked ahead for the choices in sight.
(() => {
  const KEPT = 80;
  const kept = new Map();
  let root = "";

  // Classes of a level, one byte a territory: from sparse counts, or as they were sent.
  const decode = (data) => {
    if (data.classes) {
      const classes = Uint8Array.from(atob(data.classes), (letter) => letter.charCodeAt(0));
      return { ...data, classes };
    }
    const counts = new Int32Array(data.taille);
    const classes = new Uint8Array(data.taille);
    let at = 0;
    data.ecarts.forEach((gap, i) => {
      at += gap;
      counts[at] = data.valeurs[i];
      classes[at] = data.bornes.filter((low) => low <= data.valeurs[i]).length;
    });
    return { ...data, classes, valeurs: counts };
  };

  const plural = (n, word) => `${n.toLocaleString("fr-FR")}\u00a0${word}${n > 1 ? "s" : ""}`;

  // What a territory is worth, in words.
  const tell = (colouring, territory) => {
    const k = colouring.classes[territory];
    if (k === 255) return "aucune donnée";
    if (k === 254) return "masqué : moins de 20\u202f000 habitants";
    if (colouring.couleur === "nombre") return plural(colouring.valeurs[territory], "expérimentation");
    const value = colouring.valeurs?.[territory];
    if (value === undefined || value === null) return `${colouring.libelles[k]} ${colouring.unite}`.trim();
    const told = value.toLocaleString("fr-FR", { maximumFractionDigits: colouring.decimales });
    return `${told} ${colouring.unite}`.trim();
  };

  // A refused view has no colours: null.
  const load = async (key, priority) => {
    const answer = await fetch(`${root}${key ? `?${key}` : ""}`, { priority });
    if (answer.status >= 400 && answer.status < 500) return null;
    if (!answer.ok) throw new Error(`${answer.status}`);
    return decode(await answer.json());
  };

  const get = (key, priority = "high") => {
    if (!kept.has(key)) {
      const coming = load(key, priority);
      coming.catch(() => kept.delete(key));
      kept.set(key, coming);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    }
    return kept.get(key);
  };

  const begin = (address, key, data) => {
    root = address;
    kept.set(key, Promise.resolve(data && decode(data)));
  };

  Object.assign(window.cartoexp, { couleurs: { begin, get, tell, plural } });
})();
