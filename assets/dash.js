// Dash comes once the map is painted: it weighs three times what the first painting needs.
(() => {
  const PATIENCE_MS = 3_000;
  let asked = false;

  const held = document.getElementById("dash-scripts")?.content;
  const tags = [...held?.querySelectorAll("script") ?? []];
  const files = tags.filter((tag) => tag.src);
  // What Dash will ask for once it runs, one journey after the other.
  const fetchData = () => document.head.append(...held?.querySelectorAll("link") ?? []);

  const load = () => {
    if (asked || !files.length) return;
    asked = true;
    fetchData();
    let left = files.length;
    for (const { src } of files) {
      const script = Object.assign(document.createElement("script"), { src, async: false });
      script.onerror = () => window.cartoexp.panne?.fail();
      script.onload = () => { left -= 1; if (left === 0) begin(tags.at(-1).textContent); };
      document.body.append(script);
    }
  };
  // Dash's own line, allowed by its hash.
  const begin = (line) => {
    document.body.append(Object.assign(document.createElement("script"), { textContent: line }));
  };

  setTimeout(load, PATIENCE_MS);
  window.cartoexp = Object.assign(window.cartoexp ?? {}, { loadDash: load });
})();
