from zoneinfo import ZoneInfo

from newsroom.search.asked import read
from newsroom.search.passages import Mark, Marker
from newsroom.search.plain import to_quote

FILLING = "Nobody came, and nothing was said of it for an hour. " * 12


def marker(typed: str, *languages: str) -> Marker:
    return Marker(read(typed, ZoneInfo("UTC")), languages)


def hits(parts: tuple[Mark, ...]) -> list[str]:
    return [part.text for part in parts if part.is_hit]


def test_all_forms_of_a_word_are_marked_and_no_others() -> None:
    line = marker("bridges", "en").line("Bridge, bridged, BRIDGES, bridgehead and abridged")
    assert hits(line) == ["Bridge", "bridged", "BRIDGES"]
    assert "".join(part.text for part in line) == "Bridge, bridged, BRIDGES, bridgehead and abridged"


def test_accents_make_no_difference() -> None:
    assert hits(marker("kutt brucke", "de").line("Andres Kütt auf der Brücke")) == ["Kütt", "Brücke"]


def test_a_phrase_is_marked_as_it_stands() -> None:
    assert hits(marker('"coal berth"', "en").line("The coal berth, not coal at a berth; coal-berth")) == [
        "coal berth", "coal-berth",
    ]  # fmt: skip


def test_japanese_is_marked_without_blanks() -> None:
    assert hits(marker("石炭岸壁").line("港は最後の石炭岸壁を閉鎖へ")) == ["石炭岸壁"]


def test_the_passage_with_most_of_the_words_is_shown() -> None:
    text = f"The harbour. {FILLING}The wall of the harbour fell at night. {FILLING}"
    shown = marker("harbour wall", "en").passage(text)
    assert hits(shown) == ["wall", "harbour"]
    assert shown[0].text == "… "
    assert shown[-1].text == " …"
    assert sum(len(part.text) for part in shown) < 260


def test_of_passages_that_have_every_word_the_first_is_shown() -> None:
    text = f"The harbour wall. {FILLING}A wall by the harbour, a harbour by the wall. {FILLING}"
    assert hits(marker("wall harbour", "en").passage(text)) == ["harbour", "wall"]


def test_signs_beyond_ascii_stand_between_words_as_others_do() -> None:
    assert hits(marker('"coal berth" 120000', "en").line("“Coal—berth”… 120’000 or 120\u202f000")) == [
        "Coal—berth", "120’000", "120\u202f000",
    ]  # fmt: skip


def test_there_is_no_passage_without_a_word() -> None:
    assert marker("aqueduct", "en").passage(FILLING) == ()
    assert marker("", "en").passage(FILLING) == ()


def test_texts_of_any_length_cost_little() -> None:
    """Of an enormous text the part that the index has is read, and of a page of them only some."""
    long = "Ünder the wall. " * 20_000
    asked = marker("harbour", "en")
    assert asked.passage(f"{long} The harbour.") == ()
    assert hits(asked.passage("The harbour.")) == ["harbour"]
    asked.passage(long)
    assert asked.passage("The harbour.") == ()


def test_a_table_is_quoted_without_its_rule() -> None:
    assert to_quote("| item | cost |\n| --- | ---: |\n| stone | €120 |") == "item · cost · stone · €120"


def test_what_the_page_does_not_say_is_not_quoted() -> None:
    text = "The wall.\n\n<!-- The\nquokka\nslept -->\n\n```\nquokka()\n```\n\n[[quokka|It]] ran, <img\nalt='quokka'\n>."
    assert marker("quokka", "en").passage(text) == ()
    assert marker("wall ran", "en").passage(text + "\n\n~~~\nopen") != ()
    assert "".join(part.text for part in marker("wall", "en").passage(text)) == "The wall. It ran,."
