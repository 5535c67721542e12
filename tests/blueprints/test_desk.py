import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from tests.desk import Clock

Publish = Callable[..., Path]
PICTURE = (Path(__file__).parents[2] / "content" / "pictures" / "choir.jpg").read_bytes()


def test_check_names_path_line_column_what_and_mend(runner: FlaskCliRunner, publish: Publish) -> None:
    publish("good")
    publish("articles/bad.md", "---\nheadline: One: two\n---\nText.\n")
    publish("picture", body="Text.\n\n![A crane](crane.jpg)\n")
    result = runner.invoke(args=["check"])
    assert result.exit_code == 1
    lines = [line for line in result.output.splitlines() if line.startswith("articles/")]
    assert len(lines) == 2
    assert lines[0].startswith("articles/bad.md:2:")
    assert lines[1].startswith("articles/picture.md:11:")
    assert "crane.jpg" in lines[1]
    assert "2 faults found" in result.output


def test_check_of_a_clean_paper_is_quiet(runner: FlaskCliRunner, publish: Publish) -> None:
    publish("good")
    result = runner.invoke(args=["check"])
    assert result.exit_code == 0
    assert "0 faults found" in result.output


def test_check_of_some_paths(runner: FlaskCliRunner, publish: Publish, content: Path) -> None:
    publish("articles/one/bad.md", "---\nheadline: [\n---\n")
    publish("articles/two/good.md", "---\nheadline: Good\ndate: 2026-11-01\n---\nText.\n")
    assert runner.invoke(args=["check", str(content / "articles/two")]).exit_code == 0
    assert runner.invoke(args=["check", "articles/one/bad.md"]).exit_code == 1
    nowhere = runner.invoke(args=["check", "articles/nowhere.md"])
    assert nowhere.exit_code == 1
    assert "articles/nowhere.md" in nowhere.output


def test_a_note_is_no_fault(runner: FlaskCliRunner, publish: Publish) -> None:
    publish("articles/a.md", b"---\r\nheadline: A\r\ndate: 2026-11-01\r\n---\r\nText.\r\n")
    result = runner.invoke(args=["check"])
    assert "note:" in result.output
    assert result.exit_code == 0


def test_a_policy_that_leads_nowhere_is_named(runner: FlaskCliRunner, publish: Publish, content: Path) -> None:
    publish("good")
    publish("pages/ethics.md", "---\ntitle: Ethics\n---\n\nWe are fair.\n")
    publish("pages/coming.md", "---\ntitle: Coming\ndraft: true\n---\n\nWe will be fair.\n")
    with (content / "site.toml").open("a") as site:
        site.write('[organisation.policies]\nethicsPolicy = "/ethics"\n')
        site.write('masthead = "/nowhere"\ndiversityPolicy = "/coming"\n')
    result = runner.invoke(args=["check"])
    assert result.exit_code == 1
    assert "site.toml:24:1: warning: masthead leads nowhere: /nowhere." in result.output
    assert "diversityPolicy leads nowhere: /coming." in result.output
    assert "ethicsPolicy" not in result.output


def test_leaks_are_looked_for_in_a_paper_of_its_own(runner: FlaskCliRunner) -> None:
    told = runner.invoke(args=["check", "--leaks", "articles/a.md"])
    assert told.exit_code == 2
    assert "leave the paths out" in told.output


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "is published at https://gazette.example/2026/11/20/a."),
        ({"draft": True}, "is not published: it is a draft."),
        ({"published": "2026-11-22T13:00:00Z"}, "it is scheduled for 2026-11-22 13:00:00 GMT."),
        ({"embargo": "2026-11-23T00:00:00Z"}, "it is under embargo until 2026-11-23 00:00:00 GMT."),
        ({"expires": "2026-11-21T00:00:00Z"}, "it expired on 2026-11-21 00:00:00 GMT."),
    ],
)
def test_why(runner: FlaskCliRunner, publish: Publish, fields: dict[str, object], sentence: str) -> None:
    publish("a", **fields)
    result = runner.invoke(args=["why", "articles/a.md"])
    assert result.output.splitlines()[0] == f"articles/a.md {sentence}" or sentence in result.output.splitlines()[0]


def test_why_a_broken_story_is_shown_as_it_was(runner: FlaskCliRunner, publish: Publish) -> None:
    publish("a")
    runner.invoke(args=["why", "/2026/11/20/a"])
    publish("articles/a.md", "---\nheadline: One: two\n---\n")
    first = runner.invoke(args=["why", "/2026/11/20/a"]).output.splitlines()[0]
    assert "last good version" in first
    assert "line 2" in first


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("/nowhere", "nobody's path"),
        ("/", "is the front"),
        ("/latest/", "is one of the program's own addresses"),
        ("/feed.xml", "is one of the program's own addresses"),
        ("/latest/news", "the program keeps the name for its own pages"),
        ("https://gazette.example/2026/11/20/a", "is published at"),
        ("/2026/11/20/A", "is published at"),
        ("/culture/", "front of the section Culture"),
        ("/old-path", "leads on to /2026/11/20/a"),
        ("../../etc/passwd", "neither a file"),
    ],
)
def test_why_of_other_things(runner: FlaskCliRunner, publish: Publish, subject: str, words: str) -> None:
    publish("a", aliases=["/old-path"])
    assert words in runner.invoke(args=["why", subject]).output


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("pages/about.md", "is published at https://gazette.example/about."),
        ("pages/coming.md", "is not published: it is a draft."),
        ("authors/ada-quill.md", "stands at the head of https://gazette.example/authors/ada-quill/, which lists 1"),
        ("topics/nothing.md", "is not shown: no public story has the topic “nothing”"),
        ("site.toml", "is in use: the paper is “The Test Gazette”."),
        ("fronts/home.toml", "is in use for the front at https://gazette.example/."),
        ("fronts/sport.toml", "no section or language of the paper has the path /sport/"),
        ("redirects.toml", "it leads 1 old path on."),
        ("articles/one.jpg", "is not served: no public page names it."),
        ("articles/x.md", "is not there: the content folder has no file of this name."),
        ("articles/2026/a.md", "a file of this name is at articles/a.md."),
    ],
)
def test_why_of_files_that_are_no_stories(runner: FlaskCliRunner, publish: Publish, subject: str, words: str) -> None:
    publish("a", authors=["Ada Quill"])
    publish("pages/about.md", "---\ntitle: About\n---\nUs.\n")
    publish("pages/coming.md", "---\ntitle: Coming\ndraft: true\n---\nSoon.\n")
    publish("authors/ada-quill.md", "---\nname: Ada Quill\n---\nWrites.\n")
    publish("topics/nothing.md", "---\ntitle: Nothing\n---\nText.\n")
    publish("fronts/home.toml", 'lead = "a"\n')
    publish("fronts/sport.toml", 'lead = "a"\n')
    publish("./redirects.toml", '"/old" = "/latest/"\n')
    publish("articles/one.jpg", PICTURE)
    assert words in runner.invoke(args=["why", subject]).output


def test_why_names_all_that_is_wrong(runner: FlaskCliRunner, publish: Publish) -> None:
    publish("a", image={"src": "gone.jpg", "alt": "A"}, body="[B](/nothing)")
    publish("./redirects.toml", '"/old" = "/nothing"\n')
    told = runner.invoke(args=["why", "articles/a.md"]).output
    assert "the picture gone.jpg is not there" in told
    assert "the link to /nothing leads nowhere" in told
    assert "“/old” leads to /nothing, where nothing is" in runner.invoke(args=["why", "redirects.toml"]).output


def test_why_of_a_file_that_was_renamed(runner: FlaskCliRunner, publish: Publish) -> None:
    file = publish("a")
    runner.invoke(args=["index"])
    file.rename(file.with_name("b.md"))
    result = runner.invoke(args=["why", "articles/a.md"])
    assert "articles/a.md is not there; its story seems to be articles/b.md now, at /2026/11/20/b." in result.output
    assert result.exit_code == 1


def test_index_verifies_and_rebuilds(runner: FlaskCliRunner, publish: Publish, clock: Clock) -> None:
    publish("a")
    assert "1 story, 0 pictures, 0 problems." in runner.invoke(args=["index"]).output
    assert runner.invoke(args=["index", "--verify"]).exit_code == 0
    assert "1 story, 0 pictures, 0 problems." in runner.invoke(args=["index", "--rebuild"]).output
    assert runner.invoke(args=["index", "--verify"]).exit_code == 0


def test_a_comparison_says_nothing_of_the_stories_that_it_reads(
    runner: FlaskCliRunner, publish: Publish, caplog: pytest.LogCaptureFixture
) -> None:
    publish("a")
    with caplog.at_level(logging.INFO):
        runner.invoke(args=["index"])
        assert caplog.messages.count("articles/a.md: published at /2026/11/20/a") == 1
        assert runner.invoke(args=["index", "--verify"]).output == "The catalogue is as the files are.\n"
        assert caplog.messages.count("articles/a.md: published at /2026/11/20/a") == 1


def test_long_work_tells_a_log_of_its_progress(
    runner: FlaskCliRunner, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("a")
    assert "Checking:" not in runner.invoke(args=["check"]).output
    monkeypatch.setattr("blueprints.desk._EVERY", 0)
    told = runner.invoke(args=["check"]).output
    assert "Checking: 1 of 2\nChecking: 2 of 2\n" in told


@pytest.mark.parametrize("command", ["check", "why", "index"])
def test_help_shows_an_example(runner: FlaskCliRunner, command: str) -> None:
    assert f"Example: flask {command}" in runner.invoke(args=[command, "--help"]).output


def test_check_says_of_a_picture_that_is_there_that_it_is_damaged(
    runner: FlaskCliRunner, publish: Publish, content: Path
) -> None:
    (content / "articles/cut.jpg").write_bytes(b"\xff\xd8\xff\xe0 no more")
    publish("a", image="cut.jpg")
    told = runner.invoke(args=["check"]).output
    assert "the picture cut.jpg cannot be used" in told
    assert "See what `flask check articles/cut.jpg` says of it." in told
