from time import perf_counter

import pytest

from newsroom.search.plain import MOST, to_quote, words_alone
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
    assert to_quote(body) == "Why · It works, said Ada. code & a snake_case · a · b"


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("Since [[gale-what-held|the Hallowmas gale]], a", "Since the Hallowmas gale, a"),
        ("*Part 1: [[2026/the-hour-that-happened.md#top]].*", "Part 1: the hour that happened."),
        ("| [[toll\\|The toll]] | [[#Why]] |", "The toll · Why"),
        ("![[wall.png]] ![[wall.png|300]] ![[wall.png|The wall]]", "The wall"),
        ("past four years.[^1] Dredging[^2]: no", "past four years. Dredging: no"),
        ("[^1]: At 37 pence.", "At 37 pence."),
        ("Table: Tolls\n\n| Vehicle | Now |\n|---|--:|\n| Car | £2 |", "Tolls · Vehicle · Now · Car · £2"),
        ("## Why\nIt fell\n\n- one\n- [ ] two\n\n“It did.”\n\nSo", "Why · It fell · one · two · “It did.” So"),
        ("The wall{: .wide title='x'} and *it*{.wide}\n{: #wall}", "The wall and it"),
        ("::: pull Said\nIt fell\n:::\n\n::: {.box}\nThen\n:::", "Said · It fell · Then"),
        ("Owner\n:   The trust; disputed", "Owner · The trust; disputed"),
        ("> [!note] Mind\n> the > step", "Mind · the > step"),
        ("![A wall](the sea/wall (1).jpg 'By Ada') [it](<a b.html>\n\"said\") went", "it went"),
        ("[a]: /wall 'The wall'\n*[HTML]: a language\n[Laughter]: he left", "Laughter: he left"),
        ("Seen <!-- not\n\nsaid --> here, <https://one.example> or https://two.example/a", "Seen here, or"),
        ("~~Old~~ ==new== 1 \\| 2", "Old new 1 | 2"),
    ],
)
def test_a_quotation_has_the_words_of_the_page(written: str, quoted: str) -> None:
    assert to_quote(written) == quoted


@pytest.mark.parametrize("mark", ["<!--", "[[a|", "](", "](a(b)", "[^", "\n[a]: b", "```\n", "{:", "\n> ", "| "])
def test_marks_without_an_end_cost_little(mark: str) -> None:
    started = perf_counter()
    to_quote(mark * (MOST // len(mark)))
    assert perf_counter() - started < 2
