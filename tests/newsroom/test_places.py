import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.places import candidates, is_sane, normal_form, quote


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/2026/1/2/slug", "/2026/01/02/slug"),
        ("/archive/2026/1/", "/archive/2026/01"),
        ("//a///b/", "/a/b"),
        ("/A/B.HTML", "/a/b"),
        ("/a/index.html", "/a"),
        ("/cafe\u0301", "/caf\u00e9"),
        ("/", "/"),
        ("/2026/99/slug", "/2026/99/slug"),
    ],
)
def test_normal_form(path: str, form: str) -> None:
    assert normal_form(path) == form


@given(st.text())
def test_a_normal_form_is_its_own(text: str) -> None:
    form = normal_form("/" + text)
    assert form.startswith("/")
    assert not form.startswith("//")


@pytest.mark.parametrize("path", ["", "a", "/../a", "/a/./b", "/a\x00", "/a\\b", "/a\nb", "/" + "a" * 2000, "/\ufffd"])
def test_paths_that_nobody_can_have(path: str) -> None:
    assert not is_sane(path)


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("pic.jpg", ("articles/2026/pic.jpg", "pic.jpg", "static/pic.jpg", "public/pic.jpg", "**/pic.jpg")),
        ("../pic.jpg", ("articles/pic.jpg",)),
        ("/assets/a%20b.jpg?x=1#y", ("assets/a b.jpg", "static/assets/a b.jpg", "public/assets/a b.jpg")),
        ("../../../../etc/passwd", ()),
        ("https://example.org/a.jpg", ()),
        ("//example.org/a.jpg", ()),
        ("http://[", ()),
        ("", ()),
    ],
)
def test_candidates(reference: str, found: tuple[str, ...]) -> None:
    result = candidates(reference, "articles/2026/story.md")
    assert set(found) <= set(result)
    assert (result[: len(found)] == found) or not found
    if not found:
        assert result == ()


@given(st.text(), st.text(alphabet="abc/."))
def test_no_candidate_lies_outside(reference: str, owner: str) -> None:
    for each in candidates(reference, owner):
        assert not each.startswith(("/", "../"))
        assert "/../" not in each


@given(st.text())
def test_a_quoted_path_is_ascii(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert quote("/" + text).isascii()
