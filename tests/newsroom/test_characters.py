"""Which characters are replaced, and how it is seen at a glance that a text has none of them."""

import sys

from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.frontmatter.characters import CONTROLS, FORBIDDEN, SURROGATE, is_ordinary


@given(st.text(st.characters(exclude_categories=())))
@example("\r")
@example("\x85\u2028")
@example("“Naïve” – 日本語\n\ttabs")
def test_what_is_ordinary_at_a_glance_holds_nothing_forbidden(text: str) -> None:
    if is_ordinary(text):
        assert not FORBIDDEN.search(text)
        assert not CONTROLS.search(text)
        assert "\r" not in text


def test_a_usual_text_is_ordinary() -> None:
    assert is_ordinary("The “harbour” bridge – naïve, 日本語\n\n\tand more…\n")
    assert not is_ordinary("a\x00b")


def test_what_python_can_print_is_nothing_to_replace() -> None:
    seen = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isprintable()]
    assert len(seen) > 100_000
    assert not FORBIDDEN.search("".join(seen))
    assert not SURROGATE.search("".join(seen))
