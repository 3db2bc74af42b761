"""An address restores the page: random filters, opened, read on the page, reloaded, sent again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from hypothesis import HealthCheck, assume, given, settings

from cartoexp.domain.filters import Filters
from tests.unit.test_filters import filters

if TYPE_CHECKING:
    from playwright.sync_api import Page

FEW = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)


def asked(page: Page) -> Filters:
    return Filters.parse(parse_qs(urlsplit(page.url).query))


def shown(page: Page, selector: str) -> tuple[str, int]:
    return page.locator(selector).inner_text(), page.locator(".puce").count()


def somewhere(chosen: Filters) -> Filters:
    """Keep at most one territory: two that exclude each other are refused, which others test."""
    return replace(chosen, departement=None, epci=None)


@FEW
@given(filters())
def test_the_list_is_restored_and_its_form_sends_the_same(
    page: Page, site: str, chosen: Filters
) -> None:
    chosen = somewhere(chosen)
    assume(chosen)
    answer = page.goto(f"{site}/experimentations?{chosen.query()}")
    assert answer is not None
    assert answer.status == 200, page.url
    before = shown(page, "#compte")
    page.reload()
    assert shown(page, "#compte") == before
    assert before[1] >= len(chosen.pairs()) - 1  # « sans_date » may go with the years
    page.get_by_role("button", name="Appliquer").click()
    page.wait_for_load_state()
    assert asked(page) == chosen
    assert shown(page, "#compte") == before


@FEW
@given(filters())
def test_the_map_is_restored(page: Page, site: str, chosen: Filters) -> None:
    chosen = replace(somewhere(chosen), niveau=())
    assume(chosen)
    page.goto(f"{site}/?{chosen.query()}")
    page.wait_for_selector("#avant", state="detached")
    before = shown(page, "#liste .bilan__titre")
    assert asked(page) == chosen
    page.reload()
    page.wait_for_selector("#avant", state="detached")
    assert shown(page, "#liste .bilan__titre") == before
