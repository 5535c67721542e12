"""Fields of a header that nobody knows: those that seem to be meant as another one are told of, and all are kept."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from newsroom.copydesk.fields import Fields, Given, as_flag, as_text
from newsroom.copydesk.filing import DRAFT_NAMES, EXPIRES_NAMES, HIDDEN_STATES, PUBLISHED_NAMES

SWITCHES: Final = MappingProxyType(
    {
        "publish": False, "public": False, "visible": False, "is_published": False, "hidden": True, "private": True,
        "unpublished": True, "is_draft": True,
    }
)  # fmt: skip
"""Names under which other systems keep a story back, and the value with which they do. Here none of them does."""
MEANT: Final = MappingProxyType(
    {
        "publish": "published", "publish_on": "published", "embargo_until": "embargo", "embargoed_until": "embargo",
        "expiry": "expires", "expiration": "expires", "expiration_date": "expires",
    }
)  # fmt: skip
"""Names that spelling alone does not lead to the field they stand for."""

Held = Literal["story", "page"]


def look(fields: Fields, known: frozenset[str], deciding: frozenset[str] = frozenset(), held: Held = "story") -> None:
    """Note each field that is none of `known`, and has nearly the name of one. One that seems to be meant as one of
    `deciding`, those that keep what is `held` here from its readers, is a warning: it would be out by mistake."""
    for found in fields.beyond_given(known):
        name = found.key.strip().casefold()
        meant = MEANT.get(name, "")
        meant = meant if meant in known else _nearest(name, known)
        if deciding and _is_switch(name, found.value):
            _warn(fields, found, held, ".", "draft: true")
        elif meant in deciding and _would_hide(meant, found.value):
            is_draft = meant in DRAFT_NAMES and (as_flag(found.value) is not None or meant == "draft")
            _warn(fields, found, held, f"; did you mean “{meant}”?", "draft: true" if is_draft else f"{meant}:", meant)
        elif meant:
            what = f"“{found.key}” is no field that is known; did you mean “{meant}”?"
            fields.note(found.key, what, f"Write `{meant}:`, or leave it, if it is a field of your own.")


def _warn(fields: Fields, found: Given, held: Held, guess: str, instead: str, meant: str = "") -> None:
    done = "taken down" if meant in EXPIRES_NAMES else "held back"
    what = f"“{found.key}” is no field that is known, and the {held} is not {done} by it{guess}"
    mend = f"Write `{instead}` instead, or give the field another name, if it is to say something else."
    fields.warn(found.key, what, mend)


def _is_switch(name: str, value: object) -> bool:
    """Whether the writer's other system would keep this from its readers."""
    if name == "visibility":
        return (as_text(value) or "").lower() in HIDDEN_STATES
    return name in SWITCHES and as_flag(value) is SWITCHES[name]


def _would_hide(meant: str, value: object) -> bool:
    """Whether the value, in the field `meant`, could keep a story from its readers."""
    flag, text = as_flag(value), as_text(value) or ""
    if isinstance(value, list | Mapping):
        return False
    if meant == "status":
        return text.lower() in HIDDEN_STATES
    if meant in PUBLISHED_NAMES:
        return flag is False or (flag is None and any(each.isdigit() for each in text))
    return flag is not False


@lru_cache(maxsize=1024)
def _nearest(name: str, known: frozenset[str]) -> str:
    return next(iter(get_close_matches(name, sorted(known), 1, 0.8)), "") if len(name) > 2 else ""
