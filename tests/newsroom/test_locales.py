"""The catalogues: whole, up to date, and with the same places for names and numbers as the messages."""

import re
from collections.abc import Iterable

import pytest
from babel.messages.catalog import Message

from newsroom.locales import locale_of, words_of
from tools import messages

LANGUAGES = ("ar", "de", "es", "fr", "ja")
TEMPLATE = messages.extracted()
PLACE = re.compile(r"%\(\w+\)s|%.")
NO_BREAK = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
SINGLE = {"ar": 3}
"""How many of a language's plural forms, from the first, stand for one number alone and need not say it."""


def texts(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string,)


def places(text: str) -> list[str]:
    return sorted(PLACE.findall(text))


def test_languages_that_the_interface_speaks():
    assert set(messages.languages()) >= set(LANGUAGES)


@pytest.mark.parametrize("language", messages.languages())
def test_catalogue_is_whole_and_up_to_date(language):
    catalog = messages.updated(language, TEMPLATE)
    left = [message.id for message in messages.missing(catalog)]
    assert not left, f"{language}: run make messages, and translate {left}"
    assert messages.po(language).read_text() == messages.written(catalog), "run make messages"
    assert messages.po(language).with_suffix(".mo").read_bytes() == messages.compiled(catalog), "run make messages"


@pytest.mark.parametrize("language", messages.languages())
def test_translation_has_the_places_of_its_message(language):
    for message in messages.read(language):
        if not message.id:
            continue
        wanted = places(message.id[-1] if message.pluralizable else message.id)
        for number, text in enumerate(texts(message)):
            may_say_it_in_words = message.pluralizable and number < SINGLE.get(language, 0)
            found = places(text)
            assert found == wanted or (may_say_it_in_words and not found), f"{message.id} is {text}"


@pytest.mark.parametrize("language", messages.languages())
def test_translation_begins_and_ends_as_its_message(language):
    for message in messages.read(language):
        if message.id:
            first = message.id[0] if message.pluralizable else message.id
            for text in texts(message):
                assert text == text.strip() != ""
                assert (text[-1] in ".。") == (first[-1] == "."), f"{message.id} is {text}"
                assert "<" not in text
                assert "&" not in text


def french() -> Iterable[str]:
    return (text for message in messages.read("fr") if message.id for text in texts(message))


def test_french_keeps_its_signs_on_the_line():
    for text in french():
        assert not re.search(rf"[^{NO_BREAK}][:;!?»]|«[^{NO_BREAK}]", text.replace("://", "")), text


def test_messages_are_said_in_the_language_of_a_tag():
    assert words_of("de-AT").gettext("Latest") == "Das Neueste"
    assert words_of("ja").gettext("Latest") == "新着"
    assert words_of("en-GB").gettext("Latest") == "Latest"
    assert words_of("tlh").gettext("Latest") == "Latest"


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "لا مواد"), (1, "مادة واحدة"), (2, "مادتان"), (5, "5 مواد"), (11, "11 مادة"), (100, "100 مادة")],
)
def test_arabic_has_six_plural_forms(number, shown):
    assert words_of("ar").ngettext("%(num)s story", "%(num)s stories", number) % {"num": number} == shown


def test_number_is_said_the_same_way_in_japanese_whatever_it_is():
    words = words_of("ja")
    assert {words.ngettext("%(num)s story", "%(num)s stories", n) for n in range(5)} == {"%(num)s本"}


def test_locale_is_the_nearest_that_is_known():
    assert [str(locale_of(tag)) for tag in ("de-AT", "en-XX", "", "xx-YY")] == ["de_AT", "en", "en", "en"]
