"""The search of the header: suggestions by keyboard and mouse, nothing found, Escape."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

NAME = "Rechercher une commune, une intercommunalité ou une expérimentation"


@pytest.fixture
def field(page: Page, site: str, troubles: list[str]) -> Locator:
    page.goto(f"{site}/methode")
    assert troubles == []
    return page.get_by_role("combobox", name=NAME)


def test_arrows_and_enter_open_a_suggestion(
    page: Page, field: Locator, troubles: list[str]
) -> None:
    field.press_sequentially("douai")
    option = page.get_by_role("option")
    expect(option.first).to_contain_text("Douai")
    expect(field).to_have_attribute("aria-expanded", "true")
    groups = page.get_by_role("listbox").get_by_role("group")
    expect(groups).to_have_count(2)
    field.press("ArrowDown")
    expect(option.first).to_have_attribute("aria-selected", "true")
    identifier = option.first.get_attribute("id") or ""
    expect(field).to_have_attribute("aria-activedescendant", identifier)
    field.press("ArrowUp")
    expect(field).not_to_have_attribute("aria-activedescendant", identifier)
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile("/territoires/commune/59178"))
    assert troubles == []


def test_escape_closes_and_enter_falls_back_to_the_form(page: Page, field: Locator) -> None:
    field.press_sequentially("douai")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("douai")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/recherche\?q=douai"))


def test_nothing_found_is_told(page: Page, field: Locator) -> None:
    field.press_sequentially("zzzzqq")
    expect(page.locator(".suggestions__rien")).to_contain_text("Rien pour")
    expect(page.locator("form.recherche [role=status]")).to_contain_text("Rien pour")


def test_a_suggestion_is_clicked(page: Page, field: Locator) -> None:
    field.press_sequentially("zéro chômeur")
    page.get_by_role("option", name=re.compile("Territoires zéro")).click()
    expect(page).to_have_url(re.compile("/experimentations/tzcld"))


def test_only_the_last_words_are_answered(page: Page, field: Locator) -> None:
    field.press_sequentially("douai", delay=130)
    field.fill("lill")
    expect(page.get_by_role("option").first).to_contain_text("Lill")
    expect(page.get_by_role("listbox")).not_to_contain_text("Douai")


def test_the_suggestions_of_a_phone(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"{site}/methode")
    page.get_by_role("button", name="Rechercher").click()
    field = page.get_by_role("combobox", name=NAME)
    expect(field).to_be_focused()
    field.press_sequentially("douai")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
