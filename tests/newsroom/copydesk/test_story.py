import json
import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import copydesk
from newsroom.copydesk import slugify, story_path
from newsroom.errors import Unreadable
from newsroom.site import Site
from tests.headers import EVIL, LISTED, PLAIN, article, story


def test_unknown_fields_are_kept_frozen_and_are_no_fault() -> None:
    extra = article("hero: false\nparams: {a: [1, {b: 2}]}\nTumblr_URL: http://x").extra
    assert dict(extra) == {"hero": False, "params": {"a": (1, {"b": 2})}, "Tumblr_URL": "http://x"}
    assert isinstance(extra, Mapping)
    with pytest.raises(TypeError):
        extra["params"]["a"] = 1  # type: ignore[index]


def test_an_empty_file_is_refused() -> None:
    for text in ("", " \n\n", "\ufeff"):
        with pytest.raises(Unreadable, match="empty"):
            copydesk.read_story("articles/x.md", text, PLAIN)


def test_body_lines_count_in_the_file() -> None:
    reading = copydesk.read_story("articles/x.md", "---\ndate: 2026-11-22\n---\n\n# Bridge\n\nText.\n", PLAIN)
    lines = reading.body.split("\n")
    assert reading.body_line + lines.index("Text.") == 7


def test_toml_and_json_give_the_same_story() -> None:
    yaml = article("topics: [a]\nimage: {src: a.jpg}\nupdated: 2026-11-23")
    toml = (
        '+++\npublished = 2026-11-22\nheadline = "Bridge"\ntopics = ["a"]\nupdated = 2026-11-23T00:00:00Z\n'
        '[image]\nsrc = "a.jpg"\n+++\nBody.\n'
    )
    data = (
        '{"published": "2026-11-22", "headline": "Bridge", "topics": ["a"],\n'
        '"image": {"src": "a.jpg"}, "updated": "2026-11-23"}\nBody.\n'
    )
    for text in (toml, data):
        assert copydesk.read_story("articles/bridge.md", text, PLAIN).article == yaml
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(EVIL),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=6,
)
FIELDS = st.dictionaries(
    st.sampled_from(sorted(copydesk.KNOWN - {"published", "date", "publishdate", "pubdate", "pubdatetime", "embargo",
                                            "expires", "expirydate", "unpublish"})),
    VALUES, max_size=6,
)  # fmt: skip


@given(FIELDS, st.text(max_size=80), st.sampled_from([PLAIN, LISTED]))
def test_any_values_give_a_story(fields: dict[str, object], body: str, site: Site) -> None:
    text = json.dumps({"x": 1, **fields}) + "\n" + body
    reading = copydesk.read_story("articles/world/2026-11-22-x.md", text, site)
    found = reading.article
    assert found.headline
    assert found.slug
    assert slugify(found.slug) == found.slug
    path = story_path(found, site)
    assert path.startswith("/")
    assert not path.startswith("//")
    assert "\n" not in found.headline + found.standfirst
    for problem in reading.problems:
        assert problem.line >= 1
        assert problem.what
        assert problem.mend
    str(found).encode()


@given(st.text())
def test_any_text_is_a_story_or_unreadable(text: str) -> None:
    for reader in (copydesk.read_story, copydesk.read_author, copydesk.read_introduction, copydesk.read_page):
        try:
            reader("articles/x.md", text, LISTED)
        except Unreadable:
            continue
NASTY = """[ [a ![ []( * *a _a ` ``a` < <!-- <a {% {{ {: #a # | > - \\ [[ [^ [](a( *** & &#x !!! "" ] ( _ __ ~~~ ```"""


@pytest.mark.parametrize("piece", [*NASTY.split(), "\n", " \n", "# ", "> ", "- ", "*a ", "_a ", "| a ", "a\n: "])
def test_no_text_takes_long(piece: str) -> None:
    start = time.process_time()
    story("date: 2026-11-22", piece * (200_000 // len(piece)))
    text = piece.strip().replace("\n", " ") * (20_000 // len(piece))
    story(f"date: 2026-11-22\nheadline: |\n  {text}\nstandfirst: |\n  {text}\nauthors: |\n  {text}")
    assert time.process_time() - start < 1


def test_a_field_with_nearly_a_known_name_is_noted_and_kept() -> None:
    text = "---\nheadline: A\npublished: 2026-11-20\nstandfrist: Lost.\nhumidity: 80\n---\nText.\n"
    found = copydesk.read_story("articles/a.md", text, Site())
    (problem,) = found.problems
    assert (problem.line, problem.severity) == (4, "note")
    assert "did you mean “standfirst”?" in problem.what
    assert found.article.extra == {"standfrist": "Lost.", "humidity": 80}
