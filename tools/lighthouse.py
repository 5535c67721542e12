"""What Lighthouse says of the running paper on a phone: a page of each kind that readers meet, the median of three.

    python tools/lighthouse.py http://127.0.0.1:8000

Serve the paper as in production (`make serve`): the development server keeps and compresses nothing.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.tools import find

ATTEMPTS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:5000", help="where the paper is served")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    chromium = find("chromium")
    if chromium is None or shutil.which("npx") is None:
        return failed("Lighthouse needs Chromium (or CHROMIUM set to its path) and npx, which comes with Node.")
    address = chosen.address.rstrip("/")
    try:
        pages = find_pages(address)
    except (URLError, OSError) as error:
        return failed(f"Nothing answers at {address}: {error}. Start the paper with `make serve` first.")
    worst = 100
    for name, path in pages.items():
        reports = [run(address + path, chromium[0], indexed=name != "search") for _ in range(chosen.runs)]
        scores = {name: middle(reports, name) for name in CATEGORIES}
        worst = min(worst, *scores.values())
        say(f"{name:12} " + "  ".join(f"{each} {score}" for each, score in scores.items()) + f"  {path}")
        for line in below(reports[-1]):
            say(f"{'':13}{line}")
    return 0 if worst == 100 else 1


def middle(reports: list[dict[str, Any]], category: str) -> int:
    return round(100 * median(report["categories"][category]["score"] for report in reports))


def find_pages(address: str) -> dict[str, str]:
    """A path of each kind that the front and its first story lead to; what they do not link is left out."""
    front = read(address + "/")
    story = first_of(r'<h3><a href="([^"]+)"', front)
    read_on = read(address + story) if story else ""
    words = max(re.findall(r"[a-z]+", story.rpartition("/")[2]), key=len, default="")
    found = {
        "front": "/",
        "section": first_of(r'class="c-[\w-]+" href="(/[^"]+/)"', front),
        "story": story,
        "topic": first_of(r'href="(/topics/[^"/]+/)"', read_on),
        "author": first_of(r'href="(/authors/[^"/]+/)"', read_on),
        "search": f"/search?q={words}" if words else "",
        "feeds": first_of(r'href="(/feeds/)"', front),
        "corrections": first_of(r'href="(/corrections/)"', front),
    }
    return {name: path for name, path in found.items() if path}


def first_of(pattern: str, html: str) -> str:
    found = re.search(pattern, html)
    return found[1] if found else ""


def run(url: str, chromium: str, *, indexed: bool) -> dict[str, Any]:
    """One report. Chromium now and then loses the trace of a page, so a failing run is made again.

    A page that is not `indexed` asks search engines to pass it over: that is no fault of it.
    """
    left_out = [] if indexed else ["--skip-audits=is-crawlable"]
    for _ in range(ATTEMPTS):
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            done = subprocess.run(  # noqa: S603 - our own command
                ["npx", "--yes", "lighthouse@12", url, "--quiet", "--output=json", f"--output-path={report}",  # noqa: S607
                 "--chrome-flags=--headless=new --no-sandbox", *left_out],
                env={**os.environ, "CHROME_PATH": chromium}, timeout=180, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode == 0:
                return json.loads(report.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
    sys.exit(failed(f"Lighthouse does not come to an end on {url}:\n{done.stderr[-2000:]}"))


def below(report: dict[str, Any]) -> list[str]:
    """The audits that cost points."""
    found = []
    for name in CATEGORIES:
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                found.append(f"{name}: {audit['title']} {audit.get('displayValue', '')}".rstrip())
    return found


def read(url: str) -> str:
    with urlopen(url, timeout=10) as answer:  # noqa: S310 - the address is the caller's own
        return str(answer.read().decode())


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def failed(text: str) -> int:
    sys.stderr.write(f"lighthouse: {text}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
