"""The few words that the renderer adds itself, in the language of the story."""

from collections.abc import Mapping
from functools import lru_cache
from gettext import NullTranslations

from newsroom.locales import N_, words_of

_MESSAGES: Mapping[str, str] = {
    "notes": N_("Notes"),
    "footnote": N_("Footnote %(number)s"),
    "back": N_("Back to the text"),
    "table": N_("Table"),
    "video": N_("Video on %(host)s"),
    "page": N_("Page on %(host)s"),
    "note": N_("Note"),
    "tip": N_("Tip"),
    "important": N_("Important"),
    "warning": N_("Warning"),
    "caution": N_("Caution"),
}


class Wording:
    """`wording["tip"]`: a word by its name. Some have a place for a number or a name, in the way of `%`."""

    __slots__ = ("_texts", "_words")

    def __init__(self, words: NullTranslations) -> None:
        self._words = words
        self._texts = {name: words.gettext(message) for name, message in _MESSAGES.items()}

    def __getitem__(self, name: str) -> str:
        return self._texts[name]

    def gallery(self, count: int) -> str:
        return self._words.ngettext("Gallery of %(num)s picture", "Gallery of %(num)s pictures", count) % {"num": count}


@lru_cache(maxsize=64)
def words_for(language: str) -> Wording:
    """The wording for a language tag such as `de-AT`."""
    return Wording(words_of(language))
