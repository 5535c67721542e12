import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.prose import render
from newsroom.prose.unmade_lists import unmade_lists


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("The berths:\n- one\n- two", [1]),
        ("The berths:\n1. one\n2. two", [1]),
        ("One.\nTwo:\n* one\n* two\n\nThree:\n+ one\n+ two", [2, 6]),
        ("The berths:\n\n- one\n- two", []),
        ("- one\n- two\n- three", []),
        ("- one\n  and more\n- two\n- three", []),
        ("He said\n- nothing", []),
        ("It was in\n1999. Then\n2000. Then", []),
        ("# Berths\n- one\n- two", []),
        ("> said\n- one\n- two", []),
        ("```\ntext\n- one\n- two\n```", []),
        ("~~~ yaml\ntext:\n- one\n- two\n~~~\ntext\n- one\n- two", [6]),
        ("", []),
    ],
)
def test_where_a_list_is_not_made(body: str, lines: list[int]) -> None:
    assert list(unmade_lists(body)) == lines
    made = str(render(body, resolve=lambda kind, name: None).html)
    if lines and "\n\n" not in body and "~~~" not in body:
        assert "<li>" not in made


@given(st.text(alphabet="-*+1. \nab`~#>"))
def test_any_text_is_gone_through(body: str) -> None:
    assert all(0 < line < body.count("\n") + 1 for line in unmade_lists(body))
