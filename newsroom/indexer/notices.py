"""Tells the WebSub hub which feeds have changed (https://www.w3.org/TR/websub/#publishing), and no reader waits for it.

A thread of the indexer's process gathers the lists whose stories have changed, by a save or by the clock, and tells the
hub once a minute at most. Without `hub` in site.toml nothing is sent.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from http.client import HTTPException
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from newsroom.catalogue import Catalogue, Damaged, Reader
from newsroom.indexer.crew import site_of
from newsroom.indexer.reporting import report_schedule
from newsroom.places import CORRECTIONS, FEEDS, quote

log = logging.getLogger(__name__)

STEP = 1.0
QUIET = 60.0
"""Seconds between one telling of a hub and the next: what comes meanwhile is told together."""
WAITS = (30.0, 120.0, 600.0)
"""Seconds after which what a hub did not take is told again; then it is left."""
MOST = 300
"""Lists told of at once. After a change of a whole archive those of the paper and its sections are told alone."""
TIMEOUT = 5.0


class _StayHere(HTTPRedirectHandler):
    """A redirect is an answer that a hub may not give: its target would be asked by GET, wherever that is."""

    def redirect_request(self, *_: Any) -> None:
        return None


def lists_of(reader: Reader, paths: Iterable[str], now: datetime) -> set[str]:
    """The addresses of all lists in whose feeds the stories in these files may be; of the public ones among them."""
    found: set[str] = set()
    for path in paths:
        story = reader.story(path, now)
        if story is None:
            continue
        found |= {"/", f"/{quote(story.section)}/"}
        found |= {f"/topics/{quote(slug)}/" for slug in reader.topics_of(path)}
        found |= {f"/authors/{quote(name.slug)}/" for name in reader.authors_of(path)}
        if series := reader.series_of(path):
            found.add(f"/series/{quote(series)}/")
        front = f"/{story.language.lower()}/"
        if (place := reader.place(front)) and place.kind == "language":
            found.add(front)
        if story.card["corrected"]:
            found.add(f"/{CORRECTIONS}/")
    return found


def main_lists(reader: Reader) -> set[str]:
    """The paper, its sections, its languages and the corrections."""
    return {"/", f"/{CORRECTIONS}/", *(quote(path) for path in reader.front_paths())}


class Notices:
    """`base_url` is that of the paper; `now` tells the present moment."""

    def __init__(self, catalogue: Catalogue, base_url: str, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._base_url = base_url
        # a hub cannot fetch from a writer's own machine
        self._is_public = urlsplit(base_url).hostname not in ("127.0.0.1", "localhost", "::1")
        self._now = now
        self._looked_at = now()
        self._web = build_opener(_StayHere)
        self._lock = threading.Lock()
        self._lists: set[str] = set()
        self._told_at = float("-inf")
        self._late: dict[str, int] = {}
        self._late_at = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="notices", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()

    def note(self, lists: set[str]) -> None:
        """These have changed."""
        with self._lock:
            self._lists |= lists

    def _run(self) -> None:
        while not self._stop.wait(STEP):
            try:
                self.turn(time.monotonic())
            except (Damaged, OSError, sqlite3.Error) as error:
                log.debug("the hub is not told now: %s", error)
            except Exception:
                log.exception("telling the hub failed; trying again")
                self._stop.wait(QUIET)

    def turn(self, clock: float) -> None:
        """What is due at `clock`, in seconds of a clock that never goes back."""
        with self._catalogue.snapshot() as reader:
            document = reader.document("site")
            hub = site_of(document.text).hub if document and self._is_public else ""
            now = self._now()
            moved = reader.came_or_went(self._looked_at, now)
            report_schedule(reader, moved, self._looked_at, now)
            if hub:
                self.note(lists_of(reader, moved, now))
            self._looked_at = now
            due = self._due(clock, reader) if hub else set()
        if not hub:
            with self._lock:
                self._lists.clear()
            self._late.clear()
        for url in sorted(due):
            self._tell(hub, url, clock)

    def _due(self, clock: float, reader: Reader) -> set[str]:
        """The addresses of the feeds to tell of."""
        due: set[str] = set()
        if self._lists and clock - self._told_at >= QUIET:
            with self._lock:
                lists, self._lists = self._lists, set()
            if len(lists) > MOST:
                lists = main_lists(reader)
            self._told_at = clock
            due = {f"{self._base_url}{path}{name}" for path in lists for name in FEEDS}
        if self._late and clock >= self._late_at:
            due |= self._late.keys()
        return due

    def _tell(self, hub: str, url: str, clock: float) -> None:
        form = urlencode({"hub.mode": "publish", "hub.url": url, "hub.topic": url}).encode()
        request = Request(hub, form, {"User-Agent": "Broadsheet"})  # noqa: S310 - the site's own hub, http(s) by its check
        try:
            with self._web.open(request, timeout=TIMEOUT):
                self._late.pop(url, None)
        except (URLError, HTTPException, OSError, ValueError) as error:
            tried = self._late.get(url, 0)
            if tried == 0 and not self._late:
                log.warning("the hub %s does not take the news of %s: %s. Trying again later.", hub, url, error)
            if tried >= len(WAITS):
                self._late.pop(url, None)
                return
            self._late[url] = tried + 1
            self._late_at = clock + WAITS[tried]
