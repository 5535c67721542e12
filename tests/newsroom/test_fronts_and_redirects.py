import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newsroom.errors import Problem
from newsroom.site import Front, NowEntry
from newsroom.site.files import read_front, read_redirects

LONDON = ZoneInfo("Europe/London")


def test_a_front() -> None:
    text = """\
lead = "harbour-bridge"
pinned = ["a", "b.md", "a"]

[[now]]
text = "Polls close at ten"
link = "/elections"
at = 2026-07-02T09:30:00
until = 2026-07-02T22:00:00+02:00

[[now]]
text = "Ferries are running"
until = 2026-07-03
"""
    read, told = read_front("fronts/home.toml", text, LONDON)
    assert told == ()
    assert read == Front(
        lead="harbour-bridge",
        pinned=("a", "b.md"),
        now=(
            NowEntry(
                "Polls close at ten",
                "/elections",
                datetime(2026, 7, 2, 8, 30, tzinfo=UTC),
                datetime(2026, 7, 2, 20, 0, tzinfo=UTC),
            ),
            NowEntry("Ferries are running", "", None, datetime(2026, 7, 2, 23, 0, tzinfo=UTC)),
        ),
    )


def test_faults_of_a_front() -> None:
    text = """\
leed = "a"
pinned = [3.5, "b"]
[[now]]
link = "/x"
[[now]]
text = "A"
until = "2026-02-30"
[[now]]
text = "B"
link = "javascript:alert(1)"
[[now]]
text = "C"
at = 2026-01-02
until = 2026-01-01
"""
    read, told = read_front("fronts/home.toml", text, LONDON)
    assert read.pinned == ("b",)
    assert [entry.text for entry in read.now] == ["A", "B", "C"]
    assert read.now[0].until is None
    assert read.now[1].link == ""
    assert [(each.line, each.severity) for each in told] == [
        (1, "note"),
        (2, "warning"),
        (3, "warning"),
        (7, "warning"),
        (10, "warning"),
        (14, "warning"),
    ]
    assert all(each.path == "fronts/home.toml" for each in told)


def redirects(text: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    read, told = read_redirects("redirects.toml", text)
    return dict(read), told


def test_redirects() -> None:
    text = '"/old" = "/new"\n"/caf%C3%A9" = "/cafe\u0301s"\n[redirects]\n"/older" = "/old"\n"/oldest" = "/older"\n'
    assert redirects(text) == ({"/old": "/new", "/café": "/cafés", "/older": "/new", "/oldest": "/new"}, ())


@pytest.mark.parametrize(
    "line",
    [
        '"/old" = "https://evil.example/"',
        '"/old" = "//evil.example"',
        '"/old" = "/%2Fevil.example"',
        '"/old" = "/\\\\evil.example"',
        '"/old" = "/%5cevil.example"',
        '"/old" = "javascript:alert(1)"',
        '"/old" = "evil.example"',
        '"/old" = "/a\\r\\nSet-Cookie: x"',
        '"/old" = "/a%0d%0aSet-Cookie:x"',
        '"/old" = "/../x"',
        '"/old" = "/new?x=1"',
        '"/old" = "/new#x"',
        '"/old" = ""',
        '"/old" = 4',
        '"/old" = ["/new"]',
        '"old" = "/new"',
        'old.html = "/new"',
        '"/?p=3" = "/new"',
        '"https://evil.example/x" = "/new"',
        '"/old%ff" = "/new"',
        '"/Old" = "/old"',
        '"/about.html" = "/about"',
        'redirects = "/new"',
    ],
)
def test_redirects_lead_from_a_path_to_a_path(line: str) -> None:
    read, told = redirects(f'# moved\n{line}\n"/kept" = "/here"\n' if "redirects" in line else f"# moved\n{line}\n")
    assert read == ({"/kept": "/here"} if "redirects" in line else {})
    assert [(each.line, each.severity) for each in told] == [(2, "warning")]
    assert told[0].mend


def test_circles_and_doubles_are_left_out() -> None:
    text = '"/a" = "/b"\n"/b" = "/C"\n"/c" = "/A"\n"/d" = "/a"\n"/e" = "/f"\n"/E" = "/g"\n'
    read, told = redirects(text)
    assert read == {"/e": "/f"}
    assert sorted(each.line for each in told) == [1, 2, 3, 4, 6]


def test_a_long_chain_takes_no_long_time() -> None:
    text = "".join(f'"/{n}" = "/{n + 1}"\n' for n in range(3000))
    start = time.process_time()
    read, told = redirects(text)
    assert time.process_time() - start < 2
    assert told == ()
    assert set(read.values()) == {"/3000"}
