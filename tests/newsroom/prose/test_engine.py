"""Python-Markdown without what a text does not need makes the same of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.prose.engine import is_plain, make, make_plain

WHOLE, PLAIN = make(), make_plain()
MARKS = (
    "word ", "Wort. ", "3. ", "12) ", "1986. ",
    "[link](https://example.org)", "[", "]", "(", ")", "![", "[^1]", "[a][b]",
    "*", "**", "***", "_", "*a*", "**b**", "`", "```", "~~~", "~~", "==", "%%", "!", '"', "'", "/", "https://a.example",
    "\n", "\n\n", " ", "    ", "# ", "## ", "- ", "* ", "+ ", "1. ", "> ", ">", "---\n", "===\n", ": ", ":", "a: b",
    "\\", "<", "&", "{", "|", "\t", "]:", "] :", "  \n", "<b>", "&amp;", "{: .a}", "[a]: /b", "*[a]: b", "[^1]: c",
)  # fmt: skip


@given(st.lists(st.sampled_from(MARKS), max_size=30).map("".join))
def test_a_plain_text_loses_nothing(text: str) -> None:
    if is_plain(text):
        assert PLAIN.reset().convert(text) == WHOLE.reset().convert(text)


@pytest.mark.parametrize(
    "text",
    [
        "A word\n: and what it means", "> A word\n> : and what it means", "- A word\n\n    :   and what it means",
        "| a | b |\n| - | - |", "[a]\n\n[a]: /b", "[a]\n\n[a]:\n/b", "NATO\n\n*[NATO]: a treaty", "A[^1]\n\n[^1]: b",
        "One  \ntwo", "One\t\ntwo", "<b>a</b>", "<https://a.example>", "a &amp; b", "\\*a\\*", "A {: .lead}",
    ],
)  # fmt: skip
def test_what_needs_more_gets_it(text: str) -> None:
    assert not is_plain(text)


@pytest.mark.parametrize(
    "text", ["He said: no. It is 12:30, see https://a.example.", "# A\n\n*b* [c](/d) - e\n\n> f\n\n1. g"]
)
def test_most_texts_are_plain(text: str) -> None:
    assert is_plain(text)
