"""What the log says of a save: little, and what helps."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from newsroom.indexer.notices import Notices
from newsroom.indexer.reporting import MOST_LINES
from tests.desk import BASE_URL, SITE, Clock

Publish = Callable[..., Path]
Sync = Callable[[], object]
PICTURE = (Path(__file__).parents[2] / "content" / "pictures" / "choir.jpg").read_bytes()


@pytest.fixture
def said(sync: Sync, caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What the log has said of the last save, from the indexer alone."""

    def lines() -> list[str]:
        caplog.clear()
        sync()
        return [each.getMessage() for each in caplog.records if each.name == "newsroom.indexer.reporting"]

    caplog.set_level("INFO")
    sync()  # what the folder has at first
    return lines


def test_a_save_without_a_fault_gets_one_line(said: Callable[[], list[str]], publish: Publish) -> None:
    publish("articles/wall.jpg", PICTURE)
    publish("b", aliases=["/old-b"], body="```\n[x](/nothing) ![y](gone.jpg)\n```\n")
    said()
    body = [
        "[A](/2026/11/20/b#x), [b](b.md), [[b]], [c](/old-b), [d](/culture/), [e](/latest/), [f](mailto:a@b.example),",
        "[g](https://a.example/x.pdf), [h](#here), `[i](/nothing)`, ![wall](wall.jpg), [j]({{ url }}), [k](b).",
    ]
    publish("a", image="wall.jpg", body="\n".join(body))
    assert said() == ["articles/a.md: published at /2026/11/20/a"]


def test_what_a_text_names_in_vain_is_told_in_one_line(said: Callable[[], list[str]], publish: Publish) -> None:
    publish("articles/report.pdf", b"%PDF")
    publish("a", image="gone.jpg", body="![](lost.png), [B](report.pdf), [c](/nowhere), [[nobody]].", authros="Ada")
    published, note, rest = said()
    assert published.startswith("articles/a.md: published at")
    assert note.startswith("articles/a.md:8:1: note: ")
    assert "authros" in note
    assert rest == (
        "articles/a.md: no page or picture is at lost.png, gone.jpg, report.pdf and 2 more, which it names. "
        "See `flask check articles/a.md`."
    )
    publish("a", authros="Ada", hedline="A", topcis="a", sectoin="b")
    assert said()[1:] == ["articles/a.md: 4 notes on its header. See `flask check articles/a.md`."]


def test_a_mistyped_field_that_was_to_hold_a_story_back_is_told_at_once(
    said: Callable[[], list[str]], publish: Publish
) -> None:
    publish("a", embrago="2026-12-01")
    warning, published = said()
    assert "warning: “embrago” is no field that is known, and the story is not held back by it" in warning
    assert published == "articles/a.md: published at /2026/11/20/a"


def test_a_save_of_the_site_does_not_tell_of_each_story(said: Callable[[], list[str]], publish: Publish) -> None:
    for number in range(3):
        publish(f"a{number}", section="culture", body="[B](/nothing)")
    said()
    publish("./site.toml", SITE.replace("culture", "arts").replace("Culture", "Arts"))
    assert said() == [
        "site.toml: 3 other files read anew by it; faults in headers and settings: 3 (`flask check` names them)"
    ]


def test_a_story_that_the_clock_publishes_or_takes_down_gets_a_line(
    app: Flask, said: Callable[[], list[str]], publish: Publish, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    publish("a", published=(clock() + timedelta(minutes=1)).isoformat())
    publish("b", expires=(clock() + timedelta(minutes=1)).isoformat())
    publish("c")
    assert "articles/a.md: scheduled for 2026-11-22 12:01:00 GMT: /2026/11/22/a" in said()
    notices = Notices(app.extensions["paper"].catalogue, BASE_URL, clock)
    for seconds, lines in ((59, 0), (1, 2), (1, 0)):
        clock.forward(seconds=seconds)
        caplog.clear()
        notices.turn(0.0)
        told = [each.getMessage() for each in caplog.records]
        assert len(told) == lines
        assert not lines or set(told) == {
            "articles/a.md: published at /2026/11/22/a, as it was scheduled",
            "articles/b.md: expired, and no longer published at /2026/11/20/b",
        }


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"published": "2027-06-01 09:30"}, "scheduled for 2027-06-01 09:30:00 BST: /2027/06/01/a"),
        ({"embargo": "2026-12-01T08:00Z"}, "under embargo until 2026-12-01 08:00:00 GMT: /2026/11/20/a"),
        (
            {"published": "2026-12-02", "embargo": "2026-12-01"},
            "scheduled for 2026-12-02 00:00:00 GMT: /2026/12/02/a",
        ),
        (
            {"published": "2026-12-01", "embargo": "2026-12-02"},
            "under embargo until 2026-12-02 00:00:00 GMT: /2026/12/01/a",
        ),
        (
            {"expires": "2026-11-21"},
            "expired on 2026-11-21 00:00:00 GMT, and no longer published at /2026/11/20/a",
        ),
        ({"draft": True, "embargo": "2026-12-01"}, "a draft of /2026/11/20/a"),
    ],
)
def test_a_story_that_is_not_public_is_told_of_with_its_moment_and_the_reason(
    said: Callable[[], list[str]], publish: Publish, fields: dict[str, object], line: str
) -> None:
    publish("a", **fields)
    assert said() == [f"articles/a.md: {line}"]


@pytest.mark.parametrize(
    ("stories", "line"),
    [
        (0, "there are no stories yet for search to have"),
        (1, "search has the one story that there is"),
        (2, "search has all 2 stories"),
    ],
)
def test_what_search_has_reads_well_for_few_stories(
    publish: Publish, runner: FlaskCliRunner, caplog: pytest.LogCaptureFixture, stories: int, line: str
) -> None:
    for number in range(stories):
        publish(f"a{number}")
    caplog.set_level("INFO")
    runner.invoke(args=["index"])
    assert line in [each.getMessage() for each in caplog.records]


def test_many_files_and_one_story(said: Callable[[], list[str]], publish: Publish) -> None:
    publish("a")
    for number in range(MOST_LINES):
        publish(f"authors/a{number}.md", f"# Ada {number}\n")
    (line,) = said()
    assert line.startswith(f"{MOST_LINES + 1} files read: the paper has 1 story; ")


def test_every_file_but_a_picture_gets_a_line_that_says_whether_it_counts(
    said: Callable[[], list[str]], publish: Publish, content: Path
) -> None:
    publish("pages/about.md", "---\ntitle: About\n---\nWords.\n")
    publish("authors/ada-quill.md", "---\nname: Ada Quill\n---\n")
    (content / "redirects.toml").write_text('"/old" = "/about"\n')
    publish("articles/wall.jpg", PICTURE)
    assert said() == ["authors/ada-quill.md: in use", "pages/about.md: published at /about", "redirects.toml: in use"]
    publish("pages/about.md", b"\xff\xfe")
    publish("pages/new.md", b"\xff\xfe")
    publish("articles/a.md", "---\nheadline: [\n---\n")
    (content / "redirects.toml").write_text("nothing\n")
    told = [line for line in said() if "error:" not in line]
    assert sorted(told) == [
        "articles/a.md: not published. Mend it as said above, and save it again",
        "pages/about.md: its last good version stays published at /about",
        "pages/new.md: not published. Mend it as said above, and save it again",
        "redirects.toml: not used; what it said before stays, if anything",
    ]


def test_a_damaged_picture_is_not_said_to_be_missing(said: Callable[[], list[str]], publish: Publish) -> None:
    publish("articles/wall.jpg", b"no picture")
    publish("a", body="![Wall](wall.jpg)\n")
    told = [line for line in said() if not line.startswith("articles/wall.jpg")]
    assert told == ["articles/a.md: published at /2026/11/20/a"]
    publish("b", body="![A story is no picture](a.md)\n")
    assert said()[-1].startswith("articles/b.md: no page or picture is at a.md")
