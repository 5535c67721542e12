"""The addresses of a picture's renditions: a few widths in three forms, and three shapes cut by its focus.

Nothing else can be asked for, so that no one can have the server draw and keep what no page shows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, Protocol

from newsroom.images.focus import STEPS, Focus, box, or_usual

PREFIX = "renditions"
Form = Literal["avif", "webp", "jpg", "png"]
MIME_OF_FORM: Mapping[Form, str] = MappingProxyType(
    {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
)

# Nine readers in ten take AVIF. Fewer widths in the other forms keep pages small, and cost the few some bytes.
_PLAIN = (320, 640, 960)
WIDTHS: Mapping[Form, tuple[int, ...]] = MappingProxyType(
    {"avif": (160, 320, 480, 640, 800, 960, 1280, 1600), "webp": (320, 640, 960, 1280), "jpg": _PLAIN, "png": _PLAIN}
)
_SMALLEST = 160
_TALLEST = 8
"""No form may have more than 16,383 pixels in a row or column, as WebP has it."""
_FORMATS = frozenset(("jpeg", "png", "webp"))
_LARGEST_WEBP = 16_000_000
"""Pixels: a decoder of WebP takes sixteen bytes for each, four times what others do."""
_FIRST = 640
"""The width for whoever cannot choose."""

RATIOS: Mapping[str, float] = MappingProxyType({"16x9": 16 / 9, "4x3": 4 / 3, "1x1": 1.0})
_CROP_WIDTH = 1200
_CROP = re.compile(r"(?P<ratio>[0-9]+x[0-9]+)(?:-(?P<across>[0-9]+)-(?P<down>[0-9]+))?")


class Picture(Protocol):
    """What is known of a picture that is served: see `newsroom.images.Measured`."""

    @property
    def format(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def look(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Rendition:
    """What to make: `width` by `height` pixels in that form; `focus` is set where a part is cut out."""

    width: int
    height: int
    form: Form
    focus: Focus | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A picture as HTML has it: `src` and `srcset` for the img, (type, srcset) for each source before it."""

    src: str
    srcset: str
    sources: tuple[tuple[str, str], ...]


def forms_of(picture: Picture) -> tuple[Form, ...]:
    """The best form first; the last is for every browser, and keeps what is transparent. Drawings, films, tiny and
    enormous pictures and strips have none: they go out as they are."""
    if picture.format not in _FORMATS or picture.width <= _SMALLEST or picture.look == "moving":
        return ()
    if picture.height > picture.width * _TALLEST or _is_too_much(picture):
        return ()
    return ("avif", "webp", "png" if picture.look == "clear" else "jpg")


def _is_too_much(picture: Picture) -> bool:
    return picture.format == "webp" and picture.width * picture.height > _LARGEST_WEBP


def widths_of(picture: Picture, form: Form) -> tuple[int, ...]:
    """None larger than the picture itself."""
    if form not in forms_of(picture):
        return ()
    smaller = tuple(each for each in WIDTHS[form] if each < picture.width)
    return (*smaller, picture.width) if picture.width <= WIDTHS[form][-1] else smaller


def offer(url: str, picture: Picture) -> Offer | None:
    """What pages say of the picture at `url`, a path on this site; None where it has no renditions."""
    forms = forms_of(picture)
    if not forms:
        return None
    sets = {
        form: ", ".join(f"/{PREFIX}/{each}{url}.{form} {each}w" for each in widths_of(picture, form)) for form in forms
    }
    plain = forms[-1]
    first = max((each for each in widths_of(picture, plain) if each <= _FIRST), default=picture.width)
    sources = tuple((MIME_OF_FORM[form], sets[form]) for form in forms[:-1])
    return Offer(f"/{PREFIX}/{first}{url}.{plain}", sets[plain], sources)


def ratios(url: str, picture: Picture, focus: str = "") -> tuple[str, ...]:
    """The picture in 16:9, 4:3 and 1:1 as JPEG, 1200 pixels wide where it is large enough, cut by its focus as the
    story has it: paths on this site. The picture itself where it cannot be cut."""
    if not forms_of(picture):
        return (url,)
    across, down = or_usual(focus, picture.width, picture.height)
    place = "" if (across, down) == (50, 50) else f"-{across}-{down}"
    return tuple(f"/{PREFIX}/{ratio}{place}{url}.jpg" for ratio in RATIOS)


def rendition(size: str, form: str, picture: Picture) -> Rendition | None:
    """What the address `/renditions/<size>/….<form>` means; None where no page of ours says so."""
    for each in forms_of(picture):
        if each == form:
            width = {str(width): width for width in widths_of(picture, each)}.get(size)
            if width is not None:
                return Rendition(width, max(1, round(picture.height * width / picture.width)), each)
    return _cut(size, picture) if form == "jpg" and forms_of(picture) else None


def _cut(size: str, picture: Picture) -> Rendition | None:
    found = _CROP.fullmatch(size)
    if found is None or found["ratio"] not in RATIOS:
        return None
    places = {str(step): step for step in STEPS}
    across, down = places.get(found["across"] or "50"), places.get(found["down"] or "50")
    if across is None or down is None or size == f"{found['ratio']}-50-50":
        return None
    ratio = RATIOS[found["ratio"]]
    left, _, right, _ = box(picture.width, picture.height, ratio, (across, down))
    width = min(_CROP_WIDTH, right - left)
    return Rendition(width, max(1, round(width / ratio)), "jpg", (across, down))
