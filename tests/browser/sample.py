"""One page of each type of the sample edition, found as a reader would find them."""

import re
from collections.abc import Iterator
from itertools import count

from flask import Flask
from flask.testing import FlaskClient

from blueprints import _samples

FIXED = {
    "front in Arabic": "/ar/", "latest": "/latest/", "topics": "/topics/", "authors": "/authors/",
    "all series": "/series/", "archive": "/archive/", "corrections": "/corrections/", "feeds": "/feeds/",
    "standing page": "/about", "search": "/search?q=harbour", "search in vain": "/search?q=qqqqzz",
    "missing page": "/there-is-no-such-page",
}  # fmt: skip
STATES = [
    f"/styleguide/{template.removesuffix('.html')}/{state}"
    for template, states in _samples.STATES.items()
    for state in states
]


def page_types(app: Flask, address: str) -> dict[str, str]:
    client = app.test_client()
    found = {"front": "/", **FIXED}
    found["section"] = _first(client, address, "/", r'class="c-[\w-]+" href="(/[\w-]+/)"')
    for name, index in (("topic", "/topics/"), ("author", "/authors/"), ("series", "/series/")):
        found[name] = _first(client, address, index, rf'<li><a href="({index}[^"]+/)"')
    here = "/archive/"
    for name in ("year", "month", "day"):
        here = found[name] = _first(client, address, here, rf'href="({here}\d+/)"')
    for url in stories(client, address):
        html = client.get(url, base_url=address).text
        language = re.search(r'<html lang="([\w-]+)', html)
        kind = re.search(r'<article class="story (\w+)"', html)
        name = f"{kind[1] if kind else 'no'} story in {language[1] if language else 'no language'}"
        found.setdefault(name, url)
    return found


def stories(client: FlaskClient, address: str) -> Iterator[str]:
    """Every public story, newest first."""
    for number in count(1):
        answer = client.get(f"/latest/?page={number}" if number > 1 else "/latest/", base_url=address)
        if answer.status_code != 200:
            return
        yield from re.findall(r'<h3><a href="([^"]+)"', answer.text)


def _first(client: FlaskClient, address: str, url: str, link: str) -> str:
    found = re.search(link, client.get(url, base_url=address).text)
    assert found, f"{url} has no link like {link}"
    return found[1]
