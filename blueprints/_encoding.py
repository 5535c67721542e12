"""Content codings: text is sent with gzip to whoever takes it (RFC 9110 §8.4.1 and §12.5.3)."""

import gzip
from functools import lru_cache

SMALLEST = 860
"""Bytes; what is smaller fits into one packet either way."""

_TEXT = ("text/", "image/svg+xml", "application/json", "application/xml", "application/speculationrules+json")


def is_text(content_type: str) -> bool:
    return content_type.startswith(_TEXT)


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding allows gzip."""
    for part in accepted.lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        if name in ("gzip", "x-gzip"):
            return weight not in ("0", "0.0", "0.00", "0.000")
    return False


def pack(body: bytes) -> bytes:
    """The same for the same bytes, whenever it is done."""
    return gzip.compress(body, 6, mtime=0)


def packed_etag(etag: str) -> str:
    """Another representation needs a tag of its own (RFC 9110 §8.8.3.3)."""
    return f'{etag[:-1]}-gzip"'
