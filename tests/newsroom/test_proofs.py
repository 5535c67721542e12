"""`flask check` as a writer runs it: every fault of a file at once, each with its line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from tests.desk import SITE, get

Publish = Callable[..., Path]
Check = Callable[..., list[str]]
PICTURES = Path(__file__).parents[2] / "content" / "pictures"
CHOIR = (PICTURES / "choir.jpg").read_bytes()


@pytest.fixture
def check(runner: FlaskCliRunner) -> Check:
    """The lines of `flask check` for the paths given, without the last."""
    return lambda *paths: [
        line for line in runner.invoke(args=["check", *paths]).output.splitlines() if ": warning: " in line
        or ": error: " in line or ": note: " in line
    ]  # fmt: skip


def places(lines: list[str]) -> list[str]:
    return [":".join(line.split(":")[:2]) for line in lines]


def test_dead_links_inside_the_paper(check: Check, publish: Publish) -> None:
    publish("b", aliases=["/old-b"], body="## Part\n\nText.")
    publish("c", draft=True)
    publish("pages/about.md", "---\ntitle: About\n---\nUs, and [them](/them).\n")
    body = [
        "[A](/2026/11/20/b), [b](/old-b#part), [c](/topics/harbour/), [d](/culture/), [e](/about), [f](/latest/),",
        "[g](https://other.example/2026/11/20/nothing), [h](#here), [i](mailto:a@b.example), [j](/archive/2026/11/),",
        "[k](/2026/11/20/nothing),",
        "[l](/topics/nothing/),",
        "[m](https://gazette.example/2026/11/20/nowhere),",
        "[n](/nowhere/?x=1#y),",
        "[o](/2026/11/20/c),",
        "[p](elsewhere).",
        "",
        "## Here",
    ]
    publish("a", body="\n".join(body))
    lines = check()
    assert places(lines) == [
        *(f"articles/a.md:{number}" for number in (11, 12, 13, 14, 15, 16)), "pages/about.md:4"
    ]  # fmt: skip
    assert "leads to articles/c.md, which is not public" in lines[4]
    assert all("/latest/" not in line for line in lines)


def test_dead_links_in_boxes_biographies_and_introductions(check: Check, publish: Publish) -> None:
    publish("a", note="See [this](/nothing).", corrections=[{"date": "2026-11-21", "text": "Not [that](/no-more)."}])
    publish("authors/ada-quill.md", "---\nname: Ada Quill\n---\nWrote [a book](/books).\n")
    publish("topics/harbour.md", "---\ntitle: Harbour\n---\nAs [ever](/ever).\n")
    lines = check()
    assert places(lines) == ["articles/a.md:7", "articles/a.md:8", "authors/ada-quill.md:4", "topics/harbour.md:4"]


def test_stories_that_come_out_together_may_link_to_each_other(check: Check, publish: Publish) -> None:
    publish("a", published="2026-11-30", body="[B](/2026/11/30/b), [C](/2026/12/01/c)")
    publish("b", published="2026-11-30", body="[A](/2026/11/30/a)")
    publish("c", published="2026-12-01")
    (line,) = check()
    assert line.startswith("articles/a.md:9:")
    assert "articles/c.md, which is not public" in line


def test_a_linked_file_that_is_not_served(
    runner: FlaskCliRunner, check: Check, publish: Publish, content: Path
) -> None:
    publish("a", body="Read [the report](report.pdf) and [the plan](/files/plan.pdf).")
    (content / "articles" / "report.pdf").write_bytes(b"%PDF")
    (content / "files").mkdir()
    (content / "files" / "plan.pdf").write_bytes(b"%PDF")
    report, plan = sorted(check(), key=lambda line: "plan" in line)
    assert "articles/report.pdf, which is not served" in report
    assert "files/plan.pdf, which is not served" in plan
    text = get(runner.app.test_client(), "/2026/11/20/a").text
    assert "Read the report and " in text


def test_dead_targets_of_a_front(check: Check, publish: Publish) -> None:
    publish("a")
    publish("soon", published="2026-11-30")
    publish(
        "fronts/home.toml",
        'lead = "gone"\npinned = ["a", "soon"]\n\n[[now]]\ntext = "x"\nlink = "nothing"\n\n'
        '[[now]]\ntext = "y"\nlink = "https://other.example/"\n\n[[now]]\ntext = "z"\nlink = "/culture/"\n',
    )
    lines = check()
    assert places(lines) == ["fronts/home.toml:1", "fronts/home.toml:2", "fronts/home.toml:6"]
    assert "“gone” leads to no public story" in lines[0]
    assert ": note: “soon” is not public yet" in lines[1]
    assert "shown without a link" in lines[2]


def test_redirects(check: Check, publish: Publish) -> None:
    publish("a", aliases=["/old-a"])
    publish(
        "./redirects.toml",
        '"/one" = "/old-a"\n"/two" = "/nothing"\n"/three" = "/two"\n"/four" = "https://other.example/"\n'
        '"/five" = "//other.example"\n"/six" = "/SIX/"\n"/seven" = "/eight"\n"/eight" = "/seven"\n'
        '"/nine" = "/latest/"\n"/ten" = "/topics/nobody/"\n"/eleven" = "/topics/harbour"\n',
    )
    lines = check()
    assert places(lines) == [f"redirects.toml:{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10)]
    for line, words in zip(lines, (
        "where nothing is", "where nothing is", "another site", "another host", "lead to itself", "in a circle",
        "in a circle", "where nothing is",
    ), strict=True):  # fmt: skip
        assert words in line


def test_old_paths_that_do_not_lead_to_their_story(check: Check, publish: Publish) -> None:
    publish("a", aliases=["/mine", "/2026/11/20/b", "/latest/x", "/2026/11/20/a", "/shared"])
    publish("b", aliases=["/shared"])
    lines = check()
    told = "\n".join(lines)
    assert len(lines) == 4
    assert "the old path /2026/11/20/b does not lead here, for articles/b.md has it" in told
    assert "the old path /latest/x begins with a name that the program keeps" in told
    assert "the old path /2026/11/20/a is the story's own address" in told
    assert "the old path /shared does not lead here" in told


def test_pictures_that_are_cut_off_or_damaged(check: Check, publish: Publish) -> None:
    publish("articles/whole.jpg", CHOIR)
    publish("articles/cut.jpg", CHOIR[: len(CHOIR) // 2])
    publish("a", image={"src": "whole.jpg", "alt": "A choir"})
    (line,) = check()
    assert line.startswith("articles/cut.jpg:1:1:")


def test_a_list_that_is_none(check: Check, publish: Publish) -> None:
    publish("a", body="The berths:\n- one\n- two\n\nThe ships:\n\n- three\n- four\n")
    (line,) = check()
    assert line.startswith("articles/a.md:10:1: note: a list begins right after a line of text")


def test_faults_of_a_text_have_their_column(check: Check, publish: Publish) -> None:
    publish("articles/whole.jpg", CHOIR)
    body = [
        "One [dead](/nothing) link, and [[nobody]] else.",
        "",
        "A ![](whole.jpg) and a ![wall](gone.jpg).",
        "",
        "See [below](#nowhere), [above](#the-top) and {{ nothing }}.",
        "",
        "## The top",
    ]
    publish("a", body="\n".join(body))
    assert [line.rpartition(" ")[0].split(" ", 1)[0] for line in check()] == [
        f"articles/a.md:{place}:" for place in ("9:12", "9:32", "11:3", "11:24", "13:13", "13:46")
    ]


def test_a_place_in_another_page_that_is_not_there(check: Check, publish: Publish) -> None:
    publish("b", body="## Part one\n\nText.[^1]\n\n[^1]: Note.\n")
    publish("pages/about.md", "---\ntitle: About\n---\n## Us\n")
    body = "[A](/2026/11/20/b#part-one), [b](/about#us),\n[c](b.md#part-two),\n[d](/about#them), [e](/about#us)."
    publish("a", body=body)
    lines = check()
    assert places(lines) == ["articles/a.md:10", "articles/a.md:11"]
    assert "the link to /2026/11/20/b#part-two leads to a page without a place of this name" in lines[0]


def test_what_a_picture_shows_is_to_be_said(check: Check, publish: Publish) -> None:
    publish("articles/whole.jpg", CHOIR)
    publish("a", image="whole.jpg")
    publish("b", image={"src": "whole.jpg", "alt": "A choir"}, body="![A choir](whole.jpg)")
    (line,) = check()
    assert ": note: nothing says what the picture whole.jpg shows" in line


def test_faults_of_the_text_stay_while_the_header_is_broken(check: Check, publish: Publish) -> None:
    body = "[A](/nothing) and\n![x](gone.jpg).\n"
    publish("a", body=body)
    assert places(check()) == ["articles/a.md:9", "articles/a.md:10"]
    publish("articles/a.md", f"---\nheadline: [A\npublished: 2026-11-20\n---\n\n{body}")
    assert places(check()) == ["articles/a.md:3", "articles/a.md:6", "articles/a.md:7"]
    publish("articles/new.md", f"---\nheadline: A\npublished: soon\n---\n{body}")
    assert places(check("articles/new.md")) == [f"articles/new.md:{line}" for line in (3, 5, 6)]


def test_a_missing_portrait(check: Check, publish: Publish) -> None:
    publish("authors/ada-quill.md", "---\nname: Ada Quill\npicture: ada.jpg\n---\nBio.\n")
    (line,) = check()
    assert line.startswith("authors/ada-quill.md:3:10: warning: the picture ada.jpg is not there")


def test_all_faults_of_a_header_at_once(check: Check, publish: Publish) -> None:
    publish(
        "articles/a.md",
        "---\nheadline: A\npublished: yesterday\nexpires: some day\ncanonical: x y\nlanguage: '!!'\n---\nText.\n",
    )
    assert places(check()) == [f"articles/a.md:{line}" for line in (3, 4, 5, 6)]


def test_a_paper_without_an_address_for_faults_is_told_so(check: Check, publish: Publish) -> None:
    publish("./site.toml", SITE.replace('email = "desk@gazette.example"\n', ""))
    (line,) = check()
    assert line.startswith("site.toml:1:1: note: ")
    assert "security.txt" in line


def test_the_count_says_what_it_counts(runner: FlaskCliRunner, publish: Publish) -> None:
    publish("a", body="[b](/nothing)", language="!!")
    output = runner.invoke(args=["check"]).output
    assert " read, 2 faults found: 1 in headers and settings, 1 in texts, links and pictures." in output
    assert "1 problem." in runner.invoke(args=["index"]).output
    output = runner.invoke(args=["check", str(publish("b"))]).output
    assert output.startswith("1 file of /")
    assert output.endswith("/content read, 0 faults found.\n")
