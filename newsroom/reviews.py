"""What a review is of, and its verdict: `reviewed:` and `rating:` in the header of a story of kind `review`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

SUBJECT_NAMES: Final = ("reviewed", "itemreviewed")
RATING_NAMES: Final = ("rating", "reviewrating", "stars")
TYPES: Final[Mapping[str, str]] = {
    "album": "MusicAlbum", "app": "SoftwareApplication", "book": "Book", "concert": "MusicEvent", "event": "Event",
    "exhibition": "ExhibitionEvent", "film": "Movie", "game": "Game", "movie": "Movie", "place": "Place",
    "play": "Play", "podcast": "PodcastSeries", "product": "Product", "restaurant": "Restaurant", "series": "TVSeries",
}  # fmt: skip
_OF: Final = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*(?:(?:/|out of|of)\s*(\d+(?:[.,]\d+)?))?\s*", re.IGNORECASE)
_USUAL_BEST: Final = 5


@dataclass(frozen=True, slots=True)
class Review:
    """`type` is schema.org's; `value` is None where there is no rating, else it lies from `worst` to `best`."""

    subject: str
    type: str = "Thing"
    url: str = ""
    value: int | float | None = None
    best: int | float = _USUAL_BEST
    worst: int | float = 0


def review_of(extra: Mapping[str, object]) -> Review | None:
    """As the fields of a header that are none of ours say; None where they name no subject."""
    subject = _value(extra, SUBJECT_NAMES)
    inner = subject if isinstance(subject, Mapping) else {"name": subject}
    name = _text(inner.get("name") or inner.get("title"))
    if not name:
        return None
    url = _text(inner.get("url"))
    value, best, worst = _rating(_value(extra, RATING_NAMES))
    kind = TYPES.get(_text(inner.get("type")).casefold(), "Thing")
    return Review(name, kind, url if url.startswith(("https://", "http://")) else "", value, best, worst)


def field_named(extra: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    """The key, as written, of the first of `names` that is there."""
    written = {re.sub(r"[\s_-]", "", key).casefold(): key for key in extra}
    return next((written[name] for name in names if name in written), None)


def _value(extra: Mapping[str, object], names: tuple[str, ...]) -> object:
    key = field_named(extra, names)
    return None if key is None else extra[key]


def _rating(written: object) -> tuple[int | float | None, int | float, int | float]:
    """(value, best, worst); value is None for what lies outside its bounds."""
    inner = written if isinstance(written, Mapping) else {"value": written}
    text = _text(inner.get("value"))
    found = _OF.fullmatch(str(text.count("★"))) if text and not text.strip("★☆ ") else _OF.fullmatch(text)
    if found is None:
        return None, _USUAL_BEST, 0
    value = _number(found[1])
    best = _number(_text(inner.get("best")) or found[2] or str(_USUAL_BEST))
    worst = _number(_text(inner.get("worst")) or "0")
    if value is None or best is None or worst is None or not worst <= value <= best or worst >= best:
        return None, _USUAL_BEST, 0
    return value, best, worst


def _text(value: object) -> str:
    is_plain = isinstance(value, str | int | float) and not isinstance(value, bool)
    return " ".join(str(value).split())[:500] if is_plain else ""


def _number(text: str) -> int | float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return int(number) if number.is_integer() else number
