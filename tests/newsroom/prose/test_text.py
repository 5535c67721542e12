import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.prose import count_words, pictures_named, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A *b* __c__ snake_case", "A b c snake_case"),
        ("[a](b) [c][d] [[e|f]] [[g]] ![h](i.png)", "a c f g"),
        ("{% if x %}a{% endif %} {{ b | url }}{{< c >}} {% comment %}d{% endcomment %}", "a"),
        ("<p class=x>a</p><!-- b --><script>c</script> &amp; d", "a & d"),
        ("> [!note] a\n> b\n\n- c\n1. d\n\n---\n\n::: pull\ne\n:::", "a b c d e"),
        ("| a | b |\n|---|--:|\n| 1 | 2 |", "a b 1 2"),
        ("```python\ncode\n```\n`x` **F**oo ~~z~~ ==y== \\*", "code x Foo z y *"),
        ("a[^1]\n\n[^1]: note\n[r]: http://x", "a note"),
        ("a\r\nb\x00c\ud800", "a b\ufffdc\ufffd"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text(alphabet="[]()!{}%<>-`*_|:=~\\\"' \nab&#;", max_size=80))
def test_plain_takes_anything(text: str) -> None:
    assert "\n" not in plain(text)
    assert count_words(text) >= 0


def test_words() -> None:
    assert count_words("One *two* [three](x) – it's 4.5 & **F**oo") == 6
    assert count_words("東京の天気 today") == 4
    assert count_words("") == 0


def test_pictures_are_named_as_they_are_asked_for() -> None:
    body = (
        '![a](a%20b.jpg "t") [![b](b&amp;c.jpg)](x) ![c][r] <img src="d.jpg"> <img srcset="e.jpg 2x, f.jpg">\n'
        "![[g.png|w]]\n"
        '{% image "h.jpg" "x" %} {% include figure image_path="i.jpg" %} {{< figure src="j.jpg" >}} ![k](k\\_l.jpg)\n'
        '<img src="{{ "/m.jpg" | url }}">\n[r]: n.jpg\n> [!note] x\n> <img\n> src="o.jpg">\n'
    )
    assert pictures_named(body) == (
        "a%20b.jpg",
        "b&c.jpg",
        "n.jpg",
        "d.jpg",
        "e.jpg",
        "g.png",
        "h.jpg",
        "i.jpg",
        "j.jpg",
        "k_l.jpg",
        "/m.jpg",
        "o.jpg",
    )
