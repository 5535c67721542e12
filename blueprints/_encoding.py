"""Content codings: text is sent packed to whoever takes it (RFC 9110 §8.4.1 and §12.5.3)."""

import gzip
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Literal

import brotli  # type: ignore[import-untyped] # it brings no types
import zstandard

Coding = Literal["br", "zstd", "gzip"]

SMALLEST = 860
"""Bytes; what is smaller fits into one packet either way."""

_TEXT = ("text/", "image/svg+xml", "application/json", "application/xml", "application/speculationrules+json",
         "application/rss+xml", "application/atom+xml", "application/feed+json")  # fmt: skip

# In the order in which they are preferred. The levels: a page is packed once and sent often, but somebody waits for it.
_PACKERS: Mapping[Coding, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "zstd": lambda body: zstandard.compress(body, 10),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


def is_text(content_type: str) -> bool:
    return content_type.startswith(_TEXT)


@lru_cache(maxsize=256)
def coding_for(accepted: str) -> Coding | None:
    """The coding that an Accept-Encoding likes best; of equals ours, None for none."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        try:
            weights[name.removeprefix("x-")] = float(weight or 1)
        except ValueError:
            continue
    other = weights.get("*", 0.0)
    best = max(_PACKERS, key=lambda coding: weights.get(coding, other))
    return best if weights.get(best, other) > 0 else None


def pack(body: bytes, coding: Coding) -> bytes:
    """The same for the same bytes, whenever it is done."""
    return _PACKERS[coding](body)


def packed_etag(etag: str, coding: Coding) -> str:
    """Another representation needs a tag of its own (RFC 9110 §8.8.3.3)."""
    return f'{etag[:-1]}-{coding}"'
