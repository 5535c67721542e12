"""What goes with a story: its picture and its corrections."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, cast

from newsroom import dates
from newsroom.article import CORRECTION_KINDS, Correction, CorrectionKind, Picture
from newsroom.copydesk.fields import (
    MOST_ITEMS,
    MOST_TEXT,
    Fields,
    Given,
    as_list,
    as_name,
    as_text,
    first_of,
    member,
    member_text,
)
from newsroom.images.focus import focus_of
from newsroom.images.provenance import EXAMPLES, digital_source

PICTURE_NAMES: Final = ("image", "cover", "featured_image", "thumbnail")
SOURCES: Final = ("src", "path", "url", "image", "file")
OWN_NAMES: Final = ("image", "picture")
"""Of other names, and of what is known of other systems, nobody is told that it means nothing here."""
PICTURE_MEMBERS: Final = ("src", "alt", "caption", "credit", "focus", "digital_source")
FOREIGN_MEMBERS: Final = (
    *SOURCES, "figcaption", "attribution", "digital_source_type", "digitalsourcetype",
    "feature", "height", "lqip", "teaser", "thumb", "title", "width",
)  # fmt: skip
CORRECTION_MEMBERS: Final = ("date", "kind", "text", "was")
EDITORS_NOTE: Final = re.compile(r"editor.{0,2}s?-?note")


def picture(fields: Fields, *names: str) -> Picture | None:
    """A path, or a map with `src`; `image_alt`, `image_caption` and `image_credit` may stand beside either."""
    for found in _pictures(fields, names or PICTURE_NAMES):
        value = first_of(found.value)
        inner = value if isinstance(value, Mapping) else {"src": value}
        src = as_text(member(inner, *SOURCES))
        if src:
            if found.key.strip().casefold() in OWN_NAMES:
                fields.unknown_members(found.key, value, PICTURE_MEMBERS, FOREIGN_MEMBERS)
            return Picture(
                src=fields.bounded(found.key, src, MOST_TEXT),
                alt=as_name(_beside(fields, inner, ("alt",), ("image_alt", "image_description"))),
                caption=_beside(fields, inner, ("caption", "figcaption"), ("image_caption", "image_figcaption")),
                credit=as_name(_beside(fields, inner, ("credit", "attribution"), ("image_credit",))),
                focus=_focus(fields, found.key, _beside(fields, inner, ("focus",), ("image_focus",))),
                digital_source=_digital_source(fields, found.key, inner),
            )
        if value is not False and not _is_blank(inner):
            fields.wrong(found, "the path of a picture, or a map with `src`,")
    return None


def _focus(fields: Fields, key: str, written: str) -> str:
    if not written:
        return ""
    try:
        focus_of(written)
    except ValueError:
        fields.warn(
            key,
            f"“{written[:40]}” is no place in a picture; its focus is left out.",
            "Write `focus: top`, `left bottom` or `40% 60%`, which is from the left and from the top.",
        )
        return ""
    return written


def _is_blank(picture: Mapping[object, object]) -> bool:
    """`cover: {image: "", alt: ""}`, as themes ship it."""
    return member(picture, *SOURCES) is None and any(name in picture for name in SOURCES)


def _pictures(fields: Fields, names: tuple[str, ...]) -> Iterator[Given]:
    yield from fields.given(*names)
    for found in fields.given("header"):
        image = member(found.value, "image") if isinstance(found.value, Mapping) else None
        if image and "image" in names:
            yield Given(found.key, found.value if isinstance(image, str) else image)


def _beside(fields: Fields, inner: Mapping[object, object], names: tuple[str, ...], outer: tuple[str, ...]) -> str:
    return member_text(inner, *names)[:MOST_TEXT] or fields.text(*outer)


def _digital_source(fields: Fields, key: str, inner: Mapping[object, object]) -> str:
    written = _beside(fields, inner, ("digital_source", "digital_source_type", "digitalsourcetype"), ())
    found = digital_source(written)
    if written and not found:
        fields.warn(
            key, f"“{written[:60]}” is no way to make a picture that the IPTC has a word for; it is left out.",
            f"Write one such as {EXAMPLES}.",
        )  # fmt: skip
    return found


def corrections(fields: Fields) -> tuple[Correction, ...]:
    """In the order of the file."""
    for found in fields.given("corrections"):
        values = as_list(found.value)
        fields.count(found.key, values)
        return tuple(filter(None, (_correction(fields, found.key, value) for value in values[:MOST_ITEMS])))
    return ()


def _correction(fields: Fields, key: str, value: object) -> Correction | None:
    inner = value if isinstance(value, Mapping) else {"text": value}
    fields.unknown_members(key, value, CORRECTION_MEMBERS, also=("type",))
    text = member_text(inner, "text")
    if not text:
        fields.warn(key, "A correction has no text; it is left out.", "Give it `text:`, which says what is right.")
        return None
    return Correction(
        date=_correction_date(fields, key, member(inner, "date")),
        kind=_correction_kind(fields, key, member_text(inner, "kind", "type")),
        text=fields.bounded(key, text, MOST_TEXT),
        was=fields.bounded(key, member_text(inner, "was"), MOST_TEXT),
    )


def _correction_date(fields: Fields, key: str, value: object) -> datetime | None:
    if value is None:
        return None
    try:
        return dates.parse(value, fields.zone)
    except ValueError as fault:
        fields.warn(key, f"A correction's date: {fault} It is left out.", "Write it as `date: YYYY-MM-DD`.")
        return None


def _correction_kind(fields: Fields, key: str, word: str) -> CorrectionKind:
    kind = re.sub(r"[\s_-]+", "-", word.lower()) or "correction"
    kind = "editors-note" if EDITORS_NOTE.fullmatch(kind) else kind
    if kind in CORRECTION_KINDS:
        return cast(CorrectionKind, kind)
    fields.warn(
        key,
        f"“{word[:40]}” is no kind of correction; it is shown as a correction.",
        f"Use one of {', '.join(CORRECTION_KINDS)}.",
    )
    return "correction"
