import pytest

from newsroom.article import Correction, Picture
from tests.headers import article, utc, warned


@pytest.mark.parametrize(
    ("yaml", "picture"),
    [
        ("image: a.jpg", Picture("a.jpg")),
        (
            "image: a.jpg\nimage_alt: Alt\nimage_figcaption: <a>C</a>\nimage_credit: D",
            Picture("a.jpg", "Alt", "<a>C</a>", "D"),
        ),
        (
            "image: {src: a.jpg, alt: Alt, caption: C, credit: D, focus: 30% 20%}",
            Picture("a.jpg", "Alt", "C", "D", "30% 20%"),
        ),
        ("image: {path: a.jpg}\nimage_alt: Alt", Picture("a.jpg", "Alt")),
        ("cover: {image: a.jpg, alt: Alt, caption: C}", Picture("a.jpg", "Alt", "C")),
        ("cover: {image: '', alt: ''}\nthumbnail: b.jpg", Picture("b.jpg")),
        ("featured_image: a.jpg", Picture("a.jpg")),
        ("header: {image: a.jpg, caption: C}", Picture("a.jpg", "", "C")),
        ("image: [a.jpg, b.jpg]", Picture("a.jpg")),
        ("image: false", None),
        ("image:", None),
        ("header: {overlay: x}", None),
    ],
)
def test_pictures(yaml: str, picture: Picture | None) -> None:
    assert article(yaml).image == picture


def test_a_picture_of_the_wrong_type_is_a_warning() -> None:
    assert warned("image: {alt: x}")[0].image is None
    assert warned("image: true")[0].image is None


def test_corrections() -> None:
    found = article(
        "corrections:\n- {date: 2026-11-23, kind: clarification, text: Two lanes., was: Three lanes.}\n"
        "- Only text.\n- {kind: Editor's Note, text: a}\n- {kind: editors note, text: b}\n"
        "- {type: editor-note, text: c}\n"
    )
    assert found.corrections == (
        Correction(utc(2026, 11, 23), "clarification", "Two lanes.", "Three lanes."),
        Correction(None, "correction", "Only text."),
        Correction(None, "editors-note", "a"),
        Correction(None, "editors-note", "b"),
        Correction(None, "editors-note", "c"),
    )
    assert article("corrections: {text: a}").corrections == (Correction(None, "correction", "a"),)
    assert warned("corrections: [{kind: oops, text: a}]")[0].corrections == (Correction(None, "correction", "a"),)
    assert warned("corrections: [{date: soon, text: a}]")[0].corrections == (Correction(None, "correction", "a"),)
    assert warned("corrections: [{kind: update}, b]")[0].corrections == (Correction(None, "correction", "b"),)


def test_boxes() -> None:
    found = article(
        "key_points: |\n  - One\n    and more\n  - Two\nsources: [A, {title: B, url: 'https://b.example'}]\nnote: 7"
    )
    assert found.key_points == ("One and more", "Two")
    assert found.sources == ("A", "[B](<https://b.example>)")
    assert found.note == "7"
    assert article("key_points: |\n  One\n  line.\n\n  Two.\n").key_points == ("One line.", "Two.")
    assert warned("sources: true")[0].sources == ()
    assert warned("sources: [a, [b]]")[0].sources == ("a",)
    assert warned("disclosure: [a]")[0].disclosure == ""
    assert article("location: 'Lagos '").dateline == "Lagos"
