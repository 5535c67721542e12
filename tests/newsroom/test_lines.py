import pytest

from newsroom.images.lines import Measure, fill, fit, parts_of


def in_letters(size: int) -> tuple[Measure, float]:
    """Every letter is as wide as the size says; a line is twice as high."""
    return lambda line: size * len(line), 2.0 * size


def lines(text: str, width: float, height: float = 1000, sizes: tuple[int, ...] = (1,)) -> tuple[str, ...]:
    setting = fit(text, sizes, width, height, in_letters)
    assert setting
    return setting.lines


def test_the_largest_size_that_fits_is_taken() -> None:
    for height, size in ((24, 4), (8, 2), (7, 1)):
        setting = fit("aaaa bbbb cccc", (4, 2, 1), 20, height, in_letters)
        assert setting
        assert setting.size == size, height


def test_lines_are_of_a_length_and_no_word_is_left_alone() -> None:
    assert fill(parts_of("one two three four five"), 20, len) == ("one two three four", "five")
    assert lines("one two three four five", 20) == ("one two three", "four five")


def test_what_does_not_fit_ends_in_dots() -> None:
    setting = fit("aaaa bbbb, cccc dddd", (1,), 10, 4, in_letters)
    assert setting
    assert (setting.lines, setting.is_whole) == (("aaaa bbbb,", "cccc dddd"), True)
    setting = fit("aaaa bbbb, cccc dddd eeee", (1,), 10, 4, in_letters)
    assert setting
    assert (setting.lines, setting.is_whole) == (("aaaa bbbb,", "cccc dddd…"), False)
    setting = fit("aaaa bbbb, cccc dddd", (1,), 10, 2, in_letters)
    assert setting
    assert setting.lines == ("aaaa bbbb…",)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("long-term plan", ["long-", "term", "plan"]),
        ("co-operative B-52", ["co-operative", "B-52"]),
        ("5\u00a0km on", ["5\u00a0km", "on"]),
        ("「港」の、橋。", ["「港」", "の、", "橋。"]),
        ("東京Games", ["東", "京", "Games"]),
        ("항구 다리", ["항구", "다리"]),
        ("", []),
    ],
)
def test_where_a_line_may_end(text: str, parts: list[str]) -> None:
    assert [part for _, part in parts_of(text)] == parts
    assert "".join(before + part for before, part in parts_of(text)) == text


def test_a_word_longer_than_a_line_is_broken_only_where_that_is_right() -> None:
    assert fill(parts_of("abcdef"), 4, len) == ()
    assert lines("ab cdefgh", 4) == ("ab c", "defg", "h")
    assert fit("abcdef", (1,), 4, 100, in_letters, may_break=False) is None
