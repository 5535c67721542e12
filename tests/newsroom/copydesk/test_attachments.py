import pytest

from newsroom.article import Correction, Picture
from tests.headers import DATED, article, story, utc, warned


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


@pytest.mark.parametrize(
    ("yaml", "what"),
    [
        ("image: {src: a.jpg, captoin: C}", "“captoin” means nothing in “image”; did you mean “caption”?"),
        ("image: {src: a.jpg, licence: C}", "“licence” means nothing in “image”."),
        ("corrections: [{dat: 2026-11-23, text: a}]", "“dat” means nothing in “corrections”; did you mean “date”?"),
    ],
)
def test_what_means_nothing_in_a_map_is_noted(yaml: str, what: str) -> None:
    (problem,) = story(DATED + yaml).problems
    assert (problem.line, problem.severity, problem.what) == (4, "note", what)
    assert "text" in problem.mend or "src" in problem.mend


def test_what_other_systems_write_into_the_map_of_a_picture_is_no_fault() -> None:
    assert article("image: {path: a.jpg, lqip: 'data:x', width: 800}").image == Picture("a.jpg")
    assert article("cover: {image: a.jpg, relative: true, hidden: false}").image == Picture("a.jpg")


@pytest.mark.parametrize(
    ("yaml", "severity", "words"),
    [
        ("rating: 4", "warning", "Nothing says what “rating” is of"),
        ("reviewed: Tides\nrating: splendid", "warning", "“rating” is “splendid”, which is no rating"),
        ("reviewed: Tides\nstars: 9", "warning", "“stars” is “9”, which is no rating"),
        ("reviewed: Tides\nrating: {value: 4, bset: 5}", "note", "“bset” means nothing in “rating”; did you mean"),
        ("reviewed: {name: Tides, type: bok}", "warning", "“bok” in “reviewed” is no type that is known"),
        ("reviewed: {name: Tides, url: tides}", "warning", "“tides” in “reviewed” is no address on the web"),
        ("reviewed: {name: Tides, author: B}", "note", "“author” means nothing in “reviewed”"),
        ("reviewed: {type: book}\nrating: 4", "warning", "“reviewed” is a map where the name of what is reviewed"),
        ("reviewed: Tides\nratng: 4", "note", "did you mean “rating”?"),
    ],
)
def test_faults_of_a_review(yaml: str, severity: str, words: str) -> None:
    (problem,) = story(f"{DATED}kind: review\n{yaml}").problems
    assert problem.severity == severity
    assert words in problem.what
    assert problem.mend


def test_a_review_without_a_fault_and_fields_of_that_name_elsewhere() -> None:
    assert article("kind: review\nreviewed: {title: Tides, type: Book}\nrating: {value: 8, best: 10}").kind == "review"
    assert article("rating: splendid").kind == "news"
