"""The page that joins a file, in Chromium: drop, put right, read, take away."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

DIRTY = (
    "Liste des lauréats;;;\n\n"
    "Bénéficiaire;Dép.;Code;Montant\n"
    "Ambérieu-en-Bugey;01;1004;12 000,00\n"
    "Bordeaux;33;33063;=1+1\n"
    "Saint-Denis;;;5\n"
    "Nulle-Part-sur-Rien;99;;7\n"
)
DROP = """([text]) => {
  const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
  const held = new DataTransfer();
  held.items.add(new File([bytes], "liste_v3_FINAL.csv"));
  const zone = document.querySelector(".importer__zone");
  for (const kind of ["dragenter", "drop"]) {
    const told = { dataTransfer: held, bubbles: true, cancelable: true };
    zone.dispatchEvent(new DragEvent(kind, told));
  }
}"""


def sound(page: Page) -> None:
    """At both widths nothing overflows and axe is satisfied."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_a_dirty_file(page: Page, site: str, troubles: list[str]) -> None:
    page.goto(f"{site}/contribuer/importer")
    sound(page)
    page.evaluate(DROP, [DIRTY])
    expect(page.locator("#fichier-dit")).to_contain_text("liste_v3_FINAL.csv")
    page.get_by_role("button", name="Lire ce fichier").click()
    name = page.get_by_label("Nom du territoire")
    expect(name).to_have_value("Bénéficiaire")
    expect(page.locator(".importer__apercu tbody tr")).to_have_count(4)
    sound(page)
    page.get_by_label("Code du territoire").select_option("Code")
    page.get_by_role("button", name="Rattacher les lignes").click()
    expect(page.locator("#resultat")).to_contain_text("4")
    sound(page)
    page.get_by_label("Territoire de la ligne 6").select_option(
        label="Saint-Denis (93066), Seine-Saint-Denis"
    )
    page.get_by_role("button", name="Reprendre ces lignes").click()
    expect(page.locator(".importer__compte--ambigu strong")).to_have_text("0")
    with page.expect_download() as waited:
        page.get_by_role("link", name="Fichier rattaché (CSV)").click()
    assert waited.value.suggested_filename == "liste_v3_FINAL-rattache.csv"
    with Path(waited.value.path()).open(encoding="utf-8", newline="") as held:
        rows = list(csv.DictReader(held))
    assert [row["cartoexp_code"] for row in rows] == ["01004", "33063", "93066", ""]
    page.get_by_role("button", name=re.compile("Effacer maintenant")).click()
    expect(page).to_have_url(f"{site}/contribuer/importer")
    assert troubles == []
