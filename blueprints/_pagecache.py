"""Printed pages, kept as bytes. A warm page costs two `stat`s and a look-up; Flask is not asked.

A view has two phases: the query, whose result is a frozen value, and the rendering. That value is the page's whole
list of dependencies: while an equal one comes of the query, the bytes stay.
"""

import hashlib
import math
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from blueprints._encoding import SMALLEST, Coding, coding_for, is_text, pack, packed_etag
from newsroom.cache import BoundedCache
from newsroom.paper import Paper
from newsroom.signature import Signature

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_STALE = 600  # seconds
_STEP_BACK = timedelta(seconds=2)
_HOSTS = 64
_PATIENCE = 0.25
_VALUE = 10_000  # bytes that the value of a page takes, beside what it shares with others


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, and what has to be as it was for it to be sent again.

    `path` is the file of the content folder that it shows, which must still be in the state `signature`. The first of
    `headers` is Content-Type.
    """

    body: bytes
    etag: str
    headers: tuple[tuple[str, str], ...]
    value: object
    path: str
    signature: Signature | None
    generation: Signature | None
    since: datetime
    good_until: datetime
    forms: dict[Coding | None, "Form"] = field(default_factory=dict, compare=False)
    """The page in each coding that was asked for: they stay as long as the body and its headers do."""

    @property
    def is_text(self) -> bool:
        return is_text(self.headers[0][1]) and len(self.body) >= SMALLEST

    def form(self, accepted: str) -> "Form":
        """The page for whoever sends this Accept-Encoding, made when it is first asked for."""
        coding = coding_for(accepted)
        found = self.forms.get(coding)
        if found is None:
            found = self.forms[coding] = _form(self, coding if self.is_text else None)
        return found


@dataclass(frozen=True, slots=True)
class Form:
    """A page in one coding: all of its headers that do not depend on the time."""

    etag: str
    body: bytes
    headers: tuple[tuple[str, str], ...]
    headers_304: tuple[tuple[str, str], ...]


def _form(kept: Kept, coding: Coding | None) -> Form:
    etag = packed_etag(kept.etag, coding) if coding else kept.etag
    body = pack(kept.body, coding) if coding else kept.body
    unchanged = (("ETag", etag), *kept.headers, *((("Vary", "Accept-Encoding"),) if kept.is_text else ()))
    packed = (("Content-Encoding", coding),) if coding else ()
    return Form(etag, body, (*unchanged, *packed, ("Content-Length", str(len(body)))), unchanged)


class Turns:
    """One thread at a time prints a page: the others that are asked for it wait, and find it printed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: dict[str, tuple[threading.Lock, list[None]]] = {}

    @contextmanager
    def turn(self, key: str) -> Iterator[None]:
        """Wait for whoever is at `key`, but no longer than a quarter of a second."""
        with self._lock:
            page, waiting = self._under_way.setdefault(key, (threading.Lock(), []))
            waiting.append(None)
        has_it = page.acquire(timeout=_PATIENCE)
        try:
            yield
        finally:
            if has_it:
                page.release()
            with self._lock:
                waiting.pop()
                if not waiting:
                    self._under_way.pop(key, None)


class PageCache:
    """Answers with status 200 by the one spelling of their URL. Never grows past its bound."""

    def __init__(self, paper: Paper, most_bytes: int, *, enabled: bool) -> None:
        self._paper = paper
        self._kept: BoundedCache[Kept] = BoundedCache(most_bytes)
        self._hosts: set[str] = set()
        self._turns = Turns()
        self._printed, self._counting = 0, threading.Lock()
        self.enabled = enabled

    def wrap(self, inner: Wsgi) -> Wsgi:
        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            asked = environ["REQUEST_METHOD"], environ.get("HTTP_HOST", ""), environ.get("RAW_URI", "")
            kept = self.fresh(*asked)
            if kept is None:
                with self._turns.turn(asked[2]):
                    kept = self.fresh(*asked)  # whoever was before may have printed it
                    if kept is None:
                        return inner(environ, start_response)
            status, headers, body = respond(kept, environ, self._paper.now())
            start_response(status, headers)
            return [body]

        return answer

    def fresh(self, method: str, host: str, uri: str) -> Kept | None:
        """The answer to this request, if nothing that it depends on has changed."""
        if method not in ("GET", "HEAD") or host not in self._hosts:
            return None
        kept = self._kept.get(uri)
        if kept is None or self._paper.generation() != kept.generation:
            return None
        if not kept.since - _STEP_BACK <= self._paper.now() < kept.good_until:
            return None
        if kept.path and self._paper.archive.signature(kept.path) != kept.signature:
            return None
        return kept

    def same(self, key: str, value: object) -> Kept | None:
        """The bytes of the page under `key`, if they were made of an equal value."""
        kept = self._kept.get(key) if self.enabled else None
        return kept if kept and kept.value == value else None

    def put(self, key: str, kept: Kept, host: str) -> None:
        """Keep an answer that was given to a request for a trusted host."""
        if not self.enabled:
            return
        if len(self._hosts) >= _HOSTS:  # odd ports, which anybody may ask for, are not to keep readers out
            self._hosts.clear()
        self._hosts.add(host)
        size = len(kept.body) * (2 if kept.is_text else 1) + _VALUE  # three codings take up to a third each
        self._kept.put(key, kept, size)

    def count(self) -> None:
        """A page has been printed, and not taken from here."""
        with self._counting:
            self._printed += 1

    @property
    def printed(self) -> int:
        """How many pages this process has printed since its start; all others were sent as they were."""
        return self._printed

    def clear(self) -> None:
        self._kept.clear()

    def __len__(self) -> int:
        return len(self._kept)


def respond(kept: Kept, environ: dict[str, Any], now: datetime) -> tuple[str, list[tuple[str, str]], bytes]:
    """Status, headers and body for GET or HEAD; 304 by entity tag alone (RFC 9110 §13.1.2)."""
    form = kept.form(environ.get("HTTP_ACCEPT_ENCODING", ""))
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and matches(known, form.etag):
        return "304 Not Modified", [*keeping(kept.good_until, now), *form.headers_304], b""
    body = b"" if environ["REQUEST_METHOD"] == "HEAD" else form.body
    return "200 OK", [*keeping(kept.good_until, now), *form.headers], body


def keeping(good_until: datetime, now: datetime) -> tuple[tuple[str, str], ...]:
    """How long caches may keep a page that changes at `good_until` at the latest (RFC 9111 §5.2, RFC 5861)."""
    left = max(math.ceil((good_until - now).total_seconds()) - 1, 0)  # whole seconds that end before that moment
    return _keeping(min(left, _STALE + 1), int(now.timestamp()))


@lru_cache(maxsize=64)
def _keeping(left: int, second: int) -> tuple[tuple[str, str], ...]:
    """A second longer while one reader's request is being answered, ten minutes while the paper does not answer: both
    are counted from the end of s-maxage, and end before the next moment."""
    in_need = f", stale-while-revalidate=1, stale-if-error={left - 1}" if left > 1 else ""
    shared = min(1, left)
    return (
        ("Cache-Control", f"public, max-age=0, must-revalidate, s-maxage={shared}{in_need}"),
        # For nginx, which rounds a second up to two. It stands behind Cache-Control, or nginx would mind it alone.
        ("X-Accel-Expires", f"@{second}" if shared else "0"),
    )


def matches(condition: str, etag: str) -> bool:
    """Whether an If-None-Match names `etag`; the comparison is the weak one."""
    if not condition:
        return False
    tags = [tag.strip().removeprefix("W/") for tag in condition.split(",")]
    return "*" in tags or etag in tags


def fingerprint(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
