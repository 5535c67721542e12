"""Readers who see little, use no pointer, choose their own colours, or read on a narrow screen."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.sample import STATES

Windows = Callable[..., Page]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHECK = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
WIDE = {"width": 1280, "height": 900}
MODES: dict[str, tuple[int, Literal["light", "dark"], Literal["none", "active"]]] = {
    "light": (1280, "light", "none"),
    "dark": (1280, "dark", "none"),
    "forced colours": (1280, "light", "active"),
    "narrow": (320, "light", "none"),
}
WIDTHS = (320, 620, 820, 1100, 1920)
SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }
"""
CLIPPED = """() => [...document.querySelectorAll('body *')].filter(element => {
  const style = getComputedStyle(element);
  if (element.closest('.unseen, .kind, .skip') || style.display === 'inline') return false;
  if (!element.innerText?.trim()) return false;
  const hides = [style.overflowX, style.overflowY].some(overflow => ['hidden', 'clip'].includes(overflow));
  const [wider, higher] = [element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight];
  return hides && (wider > 1 || higher > 1);
}).map(element => element.outerHTML.slice(0, 80))"""
WIDER = """() => {
  const width = document.documentElement.clientWidth;
  const over = document.documentElement.scrollWidth - width;
  if (over <= 0) return '';
  const all = [...document.querySelectorAll('body *')];
  const wide = all.findLast(element => element.getBoundingClientRect().right > width + 1);
  return over + ' px: ' + (wide?.outerHTML.slice(0, 120) ?? '');
}"""
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const [box] = element.getClientRects(), style = getComputedStyle(element);
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [x, y] = [(left + right) / 2, box.top + box.height / 2];
  const top = document.elementFromPoint(x, y);
  return {
    what: element.outerHTML.slice(0, 90),
    shown: right - left > 12 && box.height > 0 && y >= 0 && y <= innerHeight,
    marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    covered: !(top && (element.contains(top) || top.contains(element))),
  };
}"""


def test_axe_finds_nothing(window: Windows, page_urls: dict[str, str], axe: str) -> None:
    """Each type of page is loaded once, and looked at in each mode."""
    page = window()
    found = {}
    for url in page_urls.values():
        page.set_viewport_size(WIDE)
        page.goto(url, wait_until="load")
        page.evaluate(axe)
        for name, (width, scheme, forced) in MODES.items():
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, forced_colors=forced, reduced_motion="reduce")
            if faults := violations(page):
                found[f"{url} ({name})"] = faults
    assert found == {}


def test_axe_finds_nothing_in_any_state(window: Windows, axe: str) -> None:
    page = window()
    found = {}
    for url in [*STATES, "/styleguide/"]:
        page.goto(url, wait_until="load")
        page.evaluate(axe)
        if faults := violations(page):
            found[url] = faults
    assert found == {}


def violations(page: Page) -> list[str]:
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in page.evaluate(CHECK, RULES)["violations"]]


def test_nothing_is_wider_than_the_screen(window: Windows, page_urls: dict[str, str]) -> None:
    page = window()
    found = {}
    for url in [*page_urls.values(), *STATES]:
        page.goto(url, wait_until="load")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if over := page.evaluate(WIDER):
                found[f"{url} at {width}"] = over
    assert found == {}


def test_text_at_twice_the_size_fits(window: Windows, page_urls: dict[str, str]) -> None:
    page = window(width=640)
    found = {}
    for url in page_urls.values():
        page.goto(url, wait_until="load")
        page.add_style_tag(content=":root { font-size: 200% }")
        if over := page.evaluate(WIDER):
            found[url] = over
    assert found == {}


def test_spaced_text_is_cut_nowhere(window: Windows, page_urls: dict[str, str]) -> None:
    """WCAG 1.4.12."""
    found = {}
    page = window(width=320, height=640)
    for url in [*page_urls.values(), "/styleguide/headlines/front/full", "/styleguide/articles/show/full"]:
        page.goto(url, wait_until="load")
        page.add_style_tag(content=SPACING)
        if lost := [*page.evaluate(CLIPPED), *filter(None, [page.evaluate(WIDER)])]:
            found[url] = lost
    assert found == {}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("url", ["/", "/styleguide/articles/show/full", "/styleguide/headlines/section/full"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(window: Windows, url: str, width: int) -> None:
    page = window(width=width)
    page.goto(url, wait_until="load")
    reached, bad = [], []
    for _ in range(400):
        page.keyboard.press("Tab")
        state = page.evaluate(FOCUSED)
        if state is None:
            break
        reached.append(state["what"])
        if not state["shown"] or not state["marked"] or state["covered"]:
            bad.append(state)
    wanted = page.locator("a[href], button, input, summary, [tabindex='0']").filter(visible=True).count()
    unseen = page.locator("a[href].skip, .skip").filter(visible=False).count()  # shown while it has the focus
    wanted += unseen
    assert bad == []
    assert 'class="skip"' in reached[0]
    assert len(reached) == wanted


def test_the_skip_link_leads_past_the_menu(window: Windows) -> None:
    page = window()
    page.goto("/", wait_until="load")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")
