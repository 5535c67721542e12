"""SVG drawings, made safe to show: a list of what may stay, everything else left behind.

A drawing keeps its shapes, text, gradients, filters, animation and styles. It loses scripts, event attributes, foreign
content, metadata, comments, and every reference that leads out of the file.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError, XMLParser
from xml.sax.saxutils import escape, quoteattr

LARGEST_SVG = 1024 * 1024
LARGEST_SIDE = 10_000
DEEPEST = 200

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"

_ELEMENTS = frozenset(
    """
    svg g defs symbol use switch title desc style view
    path rect circle ellipse line polyline polygon
    text tspan textPath
    linearGradient radialGradient stop pattern clipPath mask marker
    animate animateMotion animateTransform set mpath
    filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge
    feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
    """.split()
)
_UNWRAPPED = frozenset({"a"})
_ANIMATIONS = frozenset({"animate", "animateMotion", "animateTransform", "set"})

# What CSS can fetch with: url() of anything but a fragment, other functions that take addresses, at-rules that do; and
# the backslash, with which each of these can be written otherwise.
_FETCHES = re.compile(
    r"""\\ | url\(\s*+["']?+\s*+(?!\#) | @\s*(?:import|font-face|namespace|charset)
        | (?:image|image-set|src|expression|element|paint)\s*\( | -moz-binding | behavior\s*: | javascript:""",
    re.IGNORECASE | re.VERBOSE,
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]*\?>")
_ENCODING = re.compile(r"""encoding\s*=\s*["']([^"']*)["']""")
_LENGTH = re.compile(r"\s*([+]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]{1,2})?)\s*(px|pt|pc|mm|cm|in|em|rem|ex)?\s*")
_UNITS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_UNITS |= {"em": 16.0, "rem": 16.0, "ex": 8.0}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A cleaned drawing, and its size in CSS pixels."""

    data: bytes
    width: int
    height: int


def looks_like_svg(start: bytes) -> bool:
    """Whether a file that begins so is markup rather than a picture of pixels."""
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def read_svg(data: bytes) -> Drawing:
    """Raises ValueError with a sentence where the drawing is too large, malformed, or declares a document type."""
    if len(data) > LARGEST_SVG:
        raise ValueError("It is an SVG file of more than 1 MB; save it smaller, or as a PNG picture.")
    cleaner = _Cleaner()
    parser = XMLParser(target=cleaner)  # noqa: S314 _text refuses what it could be attacked with
    try:
        parser.feed(_text(data))
        parser.close()
    except ParseError as error:
        line, column = error.position
        raise ValueError(f"It is not well-formed SVG: see its line {line}, column {column + 1}.") from None
    width, height = _size(cleaner.root)
    return Drawing("".join(cleaner.written).encode(), width, height)


def _text(data: bytes) -> str:
    """The drawing as text, so that no other encoding hides a document type from us."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("It is not UTF-8; save it as UTF-8.") from None
    if (declaration := _DECLARATION.match(text)) is not None:
        encoding = _ENCODING.search(declaration[0])
        if encoding and encoding[1].lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
            raise ValueError("It is not UTF-8; save it as UTF-8.")
        text = text[declaration.end() :]
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise ValueError("It declares a document type, which no drawing needs; delete its <!DOCTYPE …>.")
    return text


@dataclass(slots=True)
class _Cleaner:
    """Receives the parser's events and writes what may stay. Comments and processing instructions never arrive."""

    written: list[str] = field(default_factory=list)
    root: Mapping[str, str] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)
    _left_out: int = 0
    _css: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.removeprefix(_SVG)
        if not self._open:
            self._begin(tag, attributes)
        self._open.append(name)
        if len(self._open) > DEEPEST:
            raise ValueError(f"It is an SVG file that nests more than {DEEPEST} deep.")
        if self._left_out or self._css is not None or not _may_stay(tag, attributes):
            self._left_out += 1
            return
        if name in _UNWRAPPED:
            return
        space = ' xmlns="http://www.w3.org/2000/svg"' if len(self._open) == 1 else ""
        kept = "".join(f" {key}={quoteattr(value)}" for key, value in _attributes(attributes).items())
        self.written.append(f"<{name}{space}{kept}>")
        if name == "style":
            self._css = []

    def data(self, text: str) -> None:
        if self._left_out:
            return
        if self._css is not None:
            self._css.append(text)
        elif self._open:
            self.written.append(escape(text))

    def end(self, tag: str) -> None:
        name = self._open.pop()
        if self._left_out:
            self._left_out -= 1
            return
        if name in _UNWRAPPED:
            return
        if self._css is not None:
            css, self._css = _safe_css("".join(self._css)), None
            self.written.append(escape(css))
        self.written.append(f"</{name}>")

    def close(self) -> None:
        """Nothing is left to do at the end of the file."""

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag != f"{_SVG}svg":
            raise ValueError('It is not an SVG file: it does not begin with <svg xmlns="http://www.w3.org/2000/svg">.')
        self.root = attributes


def _may_stay(tag: str, attributes: Mapping[str, str]) -> bool:
    name = tag.removeprefix(_SVG)
    if not tag.startswith(_SVG) or name not in _ELEMENTS | _UNWRAPPED:
        return False
    animated = attributes.get("attributeName", "").strip().rpartition(":")[2].lower()
    return name not in _ANIMATIONS or not (animated == "href" or animated.startswith("on"))


def _attributes(attributes: Mapping[str, str]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for key, value in attributes.items():
        if key in ("href", f"{_XLINK}href"):
            if value.startswith("#"):
                kept["href"] = value
        elif key in (f"{_XML}space", f"{_XML}lang"):
            kept["xml:" + key.removeprefix(_XML)] = value
        elif _is_plain(key) and _safe_css(value) == value:
            kept[key] = value
    return kept


def _is_plain(key: str) -> bool:
    lower = key.lower()
    return not (key.startswith("{") or ":" in key or lower.startswith(("on", "data-")) or lower in ("src", "base"))


def _safe_css(css: str) -> str:
    """Style without comments, or nothing at all where it could fetch something."""
    plain = _COMMENT.sub(" ", css)
    return "" if _FETCHES.search(plain) or _FETCHES.search(css) else plain


def _size(root: Mapping[str, str]) -> tuple[int, int]:
    """CSS pixels as browsers work them out: width and height, the one missing by the viewBox, else 300 by 150."""
    width, height = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    box = _view_box(root.get("viewBox", ""))
    if box and not (width and height):
        ratio = box[1] / box[0]
        width = width or (height / ratio if height else box[0])
        height = height or width * ratio
    width, height = width or 300.0, height or 150.0
    shrink = min(1.0, LARGEST_SIDE / max(width, height))
    return max(1, round(width * shrink)), max(1, round(height * shrink))


def _pixels(written: str) -> float:
    """0 for an absent, relative or senseless length."""
    found = _LENGTH.fullmatch(written[:40])
    return min(float(found[1]) * _UNITS[found[2] or "px"], 1e9) if found else 0.0


def _view_box(written: str) -> tuple[float, float] | None:
    try:
        numbers = [float(number) for number in written[:200].replace(",", " ").split()]
    except ValueError:
        return None
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)) or min(numbers[2:]) < 1e-6 or max(numbers[2:]) > 1e9:
        return None
    return numbers[2], numbers[3]
