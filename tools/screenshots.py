"""Pictures of the running paper, as readers see it: three widths, light and dark, and on paper.

    python tools/screenshots.py http://127.0.0.1:5000 screenshots/

Each page is one that the paper's own front leads to, so that any paper can be looked at.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.tools import find

WIDTHS = {390: 844, 820: 1180, 1440: 900}
SCHEMES = ("light", "dark")
KINDS = ("news", "analysis", "opinion", "review", "explainer", "sponsored")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:5000", help="where the paper is served")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("screenshots"), help="where the pictures go")
    parser.add_argument("--only", default="", help="names of pages that begin so, such as article")
    parser.add_argument("--widths", type=int, nargs="+", default=list(WIDTHS), help="in CSS pixels")
    parser.add_argument("--schemes", nargs="+", default=list(SCHEMES), choices=SCHEMES)
    chosen = parser.parse_args()
    command = find("chromium")
    if command is None:
        return failed("Chromium is not on this machine. Install it, or set CHROMIUM to its path.")
    address = chosen.address.rstrip("/")
    try:
        urlopen(address + "/", timeout=10).close()  # noqa: S310 - the address is the caller's own
    except (URLError, OSError) as error:
        return failed(f"Nothing answers at {address}: {error}. Start the paper with `make run` first.")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=command[0], args=["--no-sandbox"])
        pages = {name: url for name, url in find_pages(browser, address) if name.startswith(chosen.only)}
        for scheme in chosen.schemes:
            for width in chosen.widths:
                take(browser, address, pages, width, scheme, chosen.folder)
        if "light" in chosen.schemes:
            print_pages(browser, address, pages, chosen.folder)
        browser.close()
    return 0


def find_pages(browser: Browser, address: str) -> Iterator[tuple[str, str]]:
    """A name and a path for each type of page."""
    page = browser.new_page()
    fixed = {"latest": "/latest/", "topics": "/topics/", "authors": "/authors/", "series-all": "/series/"}
    yield "front", "/"
    yield from fixed.items()
    page.goto(address + "/")
    yield "section", links(page, ".sections a")[0]
    yield "archive", "/archive/"
    for name, index in (("topic", "/topics/"), ("author", "/authors/"), ("series", "/series/")):
        page.goto(address + index)
        counted = page.locator(".groups li").all()
        counted.sort(key=lambda item: -int((re.search(r"(\d+) stor", item.inner_text()) or [0, 0])[1]))
        if counted:
            yield name, counted[0].locator("a").first.get_attribute("href") or index
    page.goto(address + "/archive/")
    for name in ("archive-year", "archive-month", "archive-day"):
        here = re.escape(page.url[len(address) :])
        deeper = [link for link in links(page, "main a") if re.fullmatch(here + r"\d+/", link)]
        if deeper:
            page.goto(address + deeper[0])
            yield name, deeper[0]
    yield from find_stories(page, address)
    page.goto(address + "/")
    standing = [link for link in links(page, ".foot a") if link.startswith("/") and link.count("/") == 1]
    yield from (("standing", link) for link in standing[:1])
    yield "error-404", "/there-is-no-such-page"
    page.close()


def find_stories(page: Page, address: str) -> Iterator[tuple[str, str]]:
    """One story of each kind, and one in each other language or script."""
    stories: list[str] = []
    for number in range(1, 4):
        answer = page.goto(f"{address}/latest/" + (f"?page={number}" if number > 1 else ""))
        if answer is None or not answer.ok:
            break
        stories += links(page, "main h3 a")
    found: set[str] = set()
    for url in stories:
        page.goto(address + url)
        kind = (page.locator("article.story").get_attribute("class") or "").split()[-1]
        language = page.locator("article.story").evaluate("story => story.closest('[lang]').lang")
        paper = page.locator(".foot").evaluate("foot => foot.closest('[lang]').lang")
        name = f"article-{language}" if language != paper else f"article-{kind}"
        if name not in found:
            found.add(name)
            yield name, url


def links(page: Page, selector: str) -> list[str]:
    return [href for link in page.locator(selector).all() if (href := link.get_attribute("href"))]


def take(browser: Browser, address: str, pages: dict[str, str], width: int, scheme: str, folder: Path) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS.get(width, 900)},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    for name, url in pages.items():
        page.goto(address + url, wait_until="networkidle")
        page.evaluate("document.querySelectorAll('img').forEach(img => { img.loading = 'eager'; })")
        page.evaluate("Promise.all([...document.images].map(img => img.decode().catch(() => 0)))")
        path = folder / f"{name}-{width}-{scheme}.png"
        page.screenshot(path=path, full_page=True)
        say(f"{path}  {url}")
    context.close()


def print_pages(browser: Browser, address: str, pages: dict[str, str], folder: Path) -> None:
    page = browser.new_page()
    for name, url in pages.items():
        if name == "front" or name.startswith("article"):
            page.goto(address + url, wait_until="networkidle")
            page.evaluate("document.querySelectorAll('img').forEach(img => { img.loading = 'eager'; })")
            page.evaluate("Promise.all([...document.images].map(img => img.decode().catch(() => 0)))")
            path = folder / f"{name}.pdf"
            page.pdf(path=path, format="A4", prefer_css_page_size=True)
            say(f"{path}  {url}")
    page.close()


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def failed(text: str) -> int:
    sys.stderr.write(f"screenshots: {text}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
