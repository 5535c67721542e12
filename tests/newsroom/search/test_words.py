import pytest

from newsroom.search.plain import to_quote, words_alone
from newsroom.search.words import language_of, stems, words


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("The Harbour’s wall", ["the", "harbour", "wall"]),
        ("Kütt, Łódź, İstanbul", ["kutt", "lodz", "istanbul"]),
        ("COVID-19 in 2,000 homes", ["covid", "19", "in", "2000", "homes"]),
        ("€1,234,567.89 1’234’567 120\u202f000 120.000", ["1234567", "89", "1234567", "120000", "120000"]),
        ("2026 300 22.11.2026 0,25 12,3456", ["2026", "300", "22", "11", "2026", "0", "25", "12", "3456"]),
        ("Ёлка и йод", ["елка", "и", "йод"]),
        ("Αθήνα", ["αθηνα"]),
        ("مُحَمَّد", ["محمد"]),
        ("東京都の港", ["東京", "京都", "都の", "の港"]),
        ("港", ["港"]),
        ("서울 시장", ["서울", "시장"]),
        ("\uff46\uff55\uff4c\uff4c\u3000\uff57idth", ["full", "width"]),
        ("a\ud800b\x00c", ["a", "b", "c"]),
        ("…!? –", []),
    ],
)
def test_words_of_many_scripts(written: str, found: list[str]) -> None:
    assert words(written) == found


def test_forms_of_a_word_share_a_stem() -> None:
    assert len({tuple(stems(form, "en")) for form in ("lunch", "lunches", "Lunches’")}) == 1
    assert stems("honeymooned", "en") == stems("honeymoon", "en")
    assert stems("Häuser", "de") == stems("Haus", "de")


def test_languages_that_can_be_stemmed() -> None:
    assert [language_of(tag) for tag in ("en-GB", "no", "nn", "ja", "", "xx-YY")] == ["en", "nb", "nb", "", "", ""]


def test_addresses_and_tags_are_not_said() -> None:
    body = "See [the *plan*](https://one.example/two(three)/four), <b class='five'>now</b> {% six %} https://seven.example"
    said = words(words_alone(body))
    assert said == ["see", "the", "plan", "now"]


def test_what_is_quoted_has_no_marks() -> None:
    body = "## Why\n\n> It **works**, said [Ada][1].\n\n* `code` & a snake_case[^2]\n\n| a | b |\n"
    assert to_quote(body) == "Why It works, said Ada. code & a snake_case a b"
