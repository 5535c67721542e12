"""The locale in which a page prints its dates."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(maxsize=512)
def locale_of(language: str) -> Locale:
    """The nearest locale that Babel knows to a BCP 47 tag; English for the rest."""
    tag = language.replace("-", "_") or "en"
    for each in (tag, tag.partition("_")[0], "en"):
        try:
            return Locale.parse(each)
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en")
