"""The locale in which a page prints its dates, and the words of the interface in its language."""

from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.support import Translations

FOLDER = Path(__file__).parent / "translations"


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


def N_(message: str) -> str:
    """Marks a message for translation where it stands in a table, before the language is known."""
    return message


@lru_cache(maxsize=512)
def words_of(language: str) -> NullTranslations:
    """What the program says of itself, in the language of a BCP 47 tag: `words_of("de").gettext("Latest")`. English,
    in which the messages are written, where there is no translation."""
    return Translations.load(FOLDER, [str(locale_of(language))], "messages")
