"""A real folder: the 508 posts of a blog that ran for ten years, as their authors wrote them."""

import re
from pathlib import Path

import pytest
import yaml
from flask import Flask

from newsroom.places import FEEDS
from tests import structured_data
from tests.crawling import Edition
from tests.desk import BASE_URL, crawl_app, get
from tests.feed_rules import lost_among, read_feed

STORIES = 508
LINE = re.compile(r"^(?P<path>.+?):(?P<line>\d+):\d+: (?P<severity>error|warning|note): (?P<what>.+)$")


@pytest.fixture(scope="session")
def edition(app: Flask) -> Edition:
    """Every page, each of which has obeyed the house rules, and every picture, each of which was there."""
    return crawl_app(app, writers_err=True)


def test_only_links_to_what_is_not_in_the_folder_lead_nowhere(edition: Edition) -> None:
    ours = re.compile(r"/(latest|topics|authors|archive|series|20\d\d/\d\d/\d\d)/")
    lost = [url for url, status in edition.lost.items() if status == 404 and ours.match(url)]
    assert [url for url in lost if "/>%20" not in url] == [], "one writer began a quotation inside a link"


@pytest.fixture(scope="session")
def articles(edition: Edition) -> dict[str, dict[str, object]]:
    """The linked data of each story, by URL."""
    found = {}
    for url, page in edition.pages.items():
        for data in page.linked_data:
            graph = data.get("@graph", [data]) if isinstance(data, dict) else []
            for node in graph:
                if "NewsArticle" in str(node.get("@type")):
                    found[url] = node
    return found


def header(path: Path) -> dict[str, object]:
    """Read with libyaml, like the program, but by nothing of the program's own."""
    return dict(yaml.load(path.read_text().split("---\n", 2)[1], Loader=yaml.CBaseLoader))  # noqa: S506 - plain text only


def test_every_post_is_a_story_and_the_readme_is_none(articles: dict[str, dict[str, object]]) -> None:
    assert len(articles) == STORIES
    assert not [url for url in articles if url.lower().endswith("/readme")]


def test_dates_are_those_of_the_headers_or_of_the_file_names(
    folder: Path, articles: dict[str, dict[str, object]]
) -> None:
    shown = sorted(str(article["datePublished"])[:10] for article in articles.values())
    wanted = []
    for path in sorted((folder / "posts").glob("*.md")):
        written = re.match(r"\d{4}-\d\d-\d\d", str(header(path).get("date", "")).strip("'\""))
        wanted.append(written[0] if written else path.name[:10])
    apart = [(one, other) for one, other in zip(shown, sorted(wanted), strict=True) if one != other]
    # A moment late in the evening west of Greenwich lies on the next day in the paper's zone.
    assert len(apart) <= 12, apart


def test_authors_and_topics_are_those_of_the_headers(folder: Path, edition: Edition) -> None:
    authors: set[str] = set()
    topics: set[str] = set()
    for path in (folder / "posts").glob("*.md"):
        fields = header(path)
        authors |= {one.strip() for one in _list(fields.get("authors"))}
        topics |= {one.strip().lower() for one in _list(fields.get("tags"))}
    shown_authors = {url for url in edition.pages if re.fullmatch(r"/authors/[^/?]+/", url)}
    shown_topics = {url for url in edition.pages if re.fullmatch(r"/topics/[^/?]+/", url)}
    assert abs(len(shown_authors) - len({slug(one) for one in authors})) <= 2
    assert abs(len(shown_topics) - len({slug(one) for one in topics})) <= 2


def test_one_story_in_full(app: Flask, articles: dict[str, dict[str, object]]) -> None:
    (url,) = [url for url in articles if url.endswith("29-minutes")]
    article = articles[url]
    assert (article["headline"], str(article["datePublished"])[:10]) == ("29 minutes", "2014-03-21")
    assert "culture change" in str(article["keywords"]).lower()
    assert 'href="/authors/aaron/"' in get(app.test_client(), url).text


def test_three_stories_of_one_name_have_three_urls(articles: dict[str, dict[str, object]]) -> None:
    assert len([url for url in articles if url.endswith("/andrew-hyder-award")]) == 3


def test_what_pages_say_to_machines_is_what_readers_see(app: Flask, edition: Edition) -> None:
    client = app.test_client()
    known = edition.urls

    def status(url: str) -> int:
        return 200 if url in known else get(client, url).status_code

    found = {url: list(structured_data.faults(page, BASE_URL, status)) for url, page in edition.pages.items()}
    assert {url: each for url, each in found.items() if each} == {}


def test_no_mark_of_another_system_is_left(edition: Edition) -> None:
    without_code = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
    left = {
        url: found
        for url, page in edition.pages.items()
        if (found := re.findall(r"\{%.{0,60}|Liquid error.{0,60}", without_code.sub("", page.html)))
    }
    assert left == {}


def test_pictures_that_are_there_show_and_no_frame_is_broken(edition: Edition) -> None:
    """The crawl has fetched each `src`; a picture that is not in the folder must not be asked for."""
    pictures = [url for url, body in edition.files.items() if body[:3] in (b"\xff\xd8\xff", b"\x89PN", b"GIF")]
    assert len(pictures) >= 200


def test_feeds_obey_their_rules_and_lead_to_what_is_there(app: Flask, edition: Edition) -> None:
    client = app.test_client()
    urls = [url for url in edition.files if url.endswith(FEEDS)]
    assert len(urls) > 500
    links = {link for url in sorted(urls)[::4] for link in read_feed(get(client, url), url, BASE_URL).links}
    lost = {link.removeprefix(BASE_URL).partition("#")[0] for link in lost_among(client, links)}
    assert lost <= edition.lost.keys(), "writers' own links alone"


def test_what_check_says_is_true(app: Flask, folder: Path) -> None:
    told = app.test_cli_runner().invoke(args=["check"])
    problems = [match for line in told.output.splitlines() if (match := LINE.match(line))]
    assert problems, told.output
    assert not [match[0] for match in problems if match["severity"] == "error"]
    left_out = {line.split("\t")[0] for line in (folder / "left-out-images.txt").read_text().splitlines()}
    for match in problems:
        lines = (folder / match["path"]).read_bytes().splitlines()
        assert 1 <= int(match["line"]) <= max(1, len(lines)), match[0]
        named = re.search(r"/?(assets/\S+?\.(?:png|jpe?g|gif|svg))", match["what"], re.IGNORECASE)
        if named and match["what"].startswith("nothing says what the picture"):
            assert (folder / named[1]).is_file(), f"it is not there: {match[0]}"
        elif named:
            assert named[1] in left_out or not (folder / named[1]).is_file(), f"it is there: {match[0]}"


def _list(value: object) -> list[str]:
    return [str(part) for part in value if part] if isinstance(value, list) else [str(value)] if value else []


def slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
