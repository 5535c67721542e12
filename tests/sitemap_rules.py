"""What holds for every sitemap of the paper, checked on each that a test fetches."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree

from werkzeug.wrappers import Response

from tests.house_rules import header_faults
from tests.tools import find, tool

SCHEMA = Path(__file__).parent / "schemas" / "all.xsd"
NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
LARGEST = 50 * 1024 * 1024


def read_sitemap(response: Response, url: str) -> dict[str, ElementTree.Element]:
    """The entries by their address. Valid by the schemas where xmllint is there to tell."""
    body = response.get_data()
    assert response.mimetype == "application/xml", url
    assert not list(header_faults(response)), (url, list(header_faults(response)))
    assert len(body) < LARGEST, url
    if find("xmllint"):
        assert not invalid(body), (url, invalid(body))
    root = ElementTree.fromstring(body)  # noqa: S314 - our own
    entries = {text(each, "map:loc"): each for each in root}
    assert len(entries) == len(root), f"{url} lists an address twice"
    return entries


def invalid(body: bytes) -> str:
    """What xmllint has against it."""
    command = [*tool("xmllint"), "--noout", "--nonet", "--schema", str(SCHEMA), "-"]
    done = subprocess.run(command, input=body, capture_output=True, check=False)  # noqa: S603 - a fixed command
    return done.stderr.decode() if done.returncode else ""


def text(entry: ElementTree.Element, path: str) -> str:
    return entry.findtext(path, "", NAMES)
