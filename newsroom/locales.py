"""The locale in which a page prints its dates, and the words of the interface in its language."""

from collections.abc import Iterable
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
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


def primary(language: str) -> str:
    """The language of a BCP 47 tag without script and country: `pt` of `pt-BR`."""
    return language.replace("_", "-").partition("-")[0].lower()


def nearest(language: str, among: Iterable[str]) -> str:
    """The tag in `among` that `language` is read under: the same one, else the first of the same language; or none."""
    tags = tuple(among)
    same = [tag for tag in tags if tag.lower() == language.lower()]
    alike = [tag for tag in tags if primary(tag) == primary(language)]
    return next(iter(same + alike), "")


@lru_cache(maxsize=512)
def is_spoken(language: str) -> bool:
    """Whether the interface has its words in this language."""
    return primary(language) == "en" or isinstance(words_of(language), GNUTranslations)


@lru_cache(maxsize=512)
def is_known(language: str) -> bool:
    """Whether a BCP 47 tag begins with the code of a language that the Unicode CLDR knows."""
    code = primary(language)
    return code in Locale("en").languages or code in get_global("language_aliases")


def language_name(tag: str) -> str:
    """A language in its own words, "日本語"; the tag itself where Babel does not know it."""
    try:
        locale = Locale.parse(primary(tag))
    except (ValueError, UnknownLocaleError):
        return tag
    return (locale.get_language_name() or tag).capitalize()


def N_(message: str) -> str:
    """Marks a message for translation where it stands in a table, before the language is known."""
    return message


@lru_cache(maxsize=512)
def words_of(language: str) -> NullTranslations:
    """What the program says of itself, in the language of a BCP 47 tag: `words_of("de").gettext("Latest")`. English,
    in which the messages are written, where there is no translation."""
    return Translations.load(FOLDER, [str(locale_of(language))], "messages")
