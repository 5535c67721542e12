"""The catalogue follows the files: through the paper, with real files and a real SQLite."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from newsroom import checks
from newsroom.catalogue.store import GENERATION
from newsroom.paper import Paper
from tests.desk import Clock, get, story
from tests.newsroom.catalogued import place, problems, urls

Publish = Callable[..., Path]


def test_a_new_a_changed_and_a_removed_story(paper: Paper, publish: Publish) -> None:
    file = publish("harbour-wall")
    assert paper.sync()
    assert urls(paper) == ["/2026/11/20/harbour-wall"]
    publish("harbour-wall", slug="sea-wall")
    paper.sync()
    assert urls(paper) == ["/2026/11/20/sea-wall"]
    assert place(paper, "/2026/11/20/harbour-wall") is None
    file.unlink()
    time.sleep(0.55)
    paper.sync()
    assert urls(paper) == []
    assert checks.verify(paper) == ()


def test_nothing_new_publishes_nothing(paper: Paper, publish: Publish) -> None:
    publish("a")
    paper.sync()
    before = paper.generation()
    assert not paper.sync()
    assert paper.generation() == before


def test_each_commit_moves_the_generation(paper: Paper, publish: Publish) -> None:
    seen = {paper.generation()}
    for number in range(3):
        publish("a", headline=f"Number {number}")
        paper.sync()
        seen.add(paper.generation())
    assert len(seen) == 4


def test_a_changed_site_reaches_every_story(paper: Paper, publish: Publish, content: Path) -> None:
    publish("a")
    paper.sync()
    site = content / "site.toml"
    site.write_text('permalink = "/{section}/{slug}"\n' + site.read_text())
    paper.sync()
    assert urls(paper) == ["/news/a"]
    assert checks.verify(paper) == ()


def test_a_broken_site_keeps_its_last_good_state(paper: Paper, publish: Publish, content: Path) -> None:
    publish("a")
    paper.sync()
    (content / "site.toml").write_text('title = "Unclosed\n')
    paper.sync()
    with paper.query(paper.now()) as query:
        assert query.site.title == "The Test Gazette"
    assert any(each.startswith("site.toml:1:") for each in problems(paper))


def test_a_new_catalogue_knows_the_last_good_version(
    make_app: Callable[..., Flask], publish: Publish, tmp_path: Path
) -> None:
    paper: Paper = make_app().extensions["paper"]
    publish("a", headline="A good headline")
    paper.sync()
    publish("articles/a.md", "---\nheadline: [broken\n---\n")
    paper.sync()
    assert urls(paper) == ["/2026/11/20/a"]
    paper.close()
    for file in (tmp_path / "data").glob("catalogue*"):
        file.unlink()
    (tmp_path / "data" / GENERATION).unlink()
    again: Paper = make_app().extensions["paper"]
    again.open()
    assert urls(again) == ["/2026/11/20/a"]


def test_authors_come_under_their_files(paper: Paper, publish: Publish, content: Path) -> None:
    publish("a", authors=["Ada Quill"])
    publish("b", authors=["ada"])
    paper.sync()
    (content / "authors").mkdir()
    (content / "authors/ada.md").write_text("---\nname: Ada Quill\n---\nReporter.\n")
    paper.sync()
    with paper.query(paper.now()) as query:
        assert query.reader.authors(paper.now()) == (("ada", "Ada Quill", 2),)
    assert checks.verify(paper) == ()


@pytest.mark.parametrize("damage", ["delete all", "delete catalogue", "text", "truncate"])
def test_the_data_folder_may_go_at_any_moment(paper: Paper, publish: Publish, tmp_path: Path, damage: str) -> None:
    publish("a")
    paper.sync()
    files = sorted((tmp_path / "data").iterdir())
    catalogue = next(file for file in files if file.name.startswith("catalogue") and file.suffix == ".sqlite")
    if damage == "delete all":
        for file in files:
            file.unlink()
    elif damage == "delete catalogue":
        catalogue.unlink()
    elif damage == "text":
        catalogue.write_text("this is no database" * 500)
    else:
        catalogue.write_bytes(catalogue.read_bytes()[:6000])
    publish("b")
    paper.indexer.close()
    paper.sync()
    assert sorted(urls(paper)) == ["/2026/11/20/a", "/2026/11/20/b"]


def test_where_nothing_can_be_written_it_lives_in_memory(
    make_app: Callable[..., Flask], publish: Publish, tmp_path: Path
) -> None:
    blocked = tmp_path / "no-folder"
    blocked.write_text("a file is in the way")
    publish("a")
    app = make_app(BROADSHEET_DATA=str(blocked / "data"))
    paper: Paper = app.extensions["paper"]
    paper.open()
    assert urls(paper) == ["/2026/11/20/a"]
    publish("b")
    paper.sync()
    assert len(urls(paper)) == 2


def test_a_link_to_what_is_not_public_keeps_its_words(
    make_app: Callable[..., Flask], publish: Publish, clock: Clock
) -> None:
    app = make_app()
    publish("open", body="See [the plan](secret.md) and [more](nowhere.md).")
    publish("secret", published="2026-11-22T12:00:01Z")
    app.extensions["paper"].sync()
    text = get(app.test_client(), "/2026/11/20/open").text
    assert "See the plan and more." in text
    assert "secret" not in text
    clock.forward(seconds=1)
    assert '<a href="/2026/11/22/secret">the plan</a>' in get(app.test_client(), "/2026/11/20/open").text
    told = app.test_cli_runner().invoke(args=["check"]).output
    assert "articles/open.md:9:38: warning: the link to nowhere.md" in told


def test_a_withdrawal_that_cannot_be_rendered_is_a_withdrawal(app: Flask, publish: Publish) -> None:
    client = app.test_client()
    publish("a", body="The first version.")
    app.extensions["paper"].sync()
    assert get(client, "/2026/11/20/a").status_code == 200
    publish("a", body=">" * 40 + " deep", draft=True)
    assert get(client, "/2026/11/20/a").status_code == 404
    publish("a", body="The first version.")
    assert get(client, "/2026/11/20/a").status_code == 200
    publish("a", body="Text.", draft=True, published="2024-13-45")
    assert get(client, "/2026/11/20/a").status_code == 404


def test_a_picture_beside_a_draft_is_not_found_by_its_name(app: Flask, publish: Publish, content: Path) -> None:
    picture = Path(__file__).parents[2] / "content/pictures/courier-emblem.jpg"
    publish("articles/secret/index.md", story("secret", image="cover.jpg", draft=True))
    (content / "articles/secret/cover.jpg").write_bytes(picture.read_bytes())
    publish("articles/open/index.md", story("open", image="cover.jpg"))
    app.extensions["paper"].sync()
    client = app.test_client()
    assert "cover.jpg" not in get(client, "/2026/11/20/open").text
    assert get(client, "/articles/secret/cover.jpg").status_code == 404


def test_pictures_below_the_names_of_fixed_routes(app: Flask, publish: Publish, content: Path) -> None:
    picture = Path(__file__).parents[2] / "content/pictures/courier-emblem.jpg"
    for folder in ("authors", "static/img"):
        (content / folder).mkdir(parents=True)
        (content / folder / "ada.jpg").write_bytes(picture.read_bytes())
    (content / "authors/ada.md").write_text("---\nname: Ada Quill\nimage: ada.jpg\n---\nReporter.\n")
    publish("a", body="![Ada at work](/static/img/ada.jpg)")
    app.extensions["paper"].sync()
    client = app.test_client()
    assert get(client, "/authors/ada.jpg").mimetype == "image/jpeg"
    assert get(client, "/static/img/ada.jpg").mimetype == "image/jpeg"


@pytest.mark.parametrize("mode", [0o444, 0o000])
def test_a_closed_folder_keeps_its_stories(
    paper: Paper, publish: Publish, content: Path, ordinary_user: object, mode: int
) -> None:
    publish("articles/sub/a.md", story("a"))
    paper.sync()
    (content / "articles/sub").chmod(mode)
    try:
        time.sleep(0.6)
        paper.sync()
        assert urls(paper) == ["/2026/11/20/a"]
    finally:
        (content / "articles/sub").chmod(0o755)


def test_a_paper_that_is_away_for_a_moment_stays(paper: Paper, publish: Publish, content: Path) -> None:
    for number in range(30):
        publish(f"s{number}")
    paper.sync()
    away = content.with_name("away")
    content.rename(away)
    content.mkdir()
    time.sleep(0.6)
    paper.sync()
    assert len(urls(paper)) == 30
    content.rmdir()
    paper.sync()
    away.rename(content)
    paper.sync()
    assert len(urls(paper)) == 30


def test_the_memory_is_made_again_after_the_data_folder_was_deleted(
    app: Flask, publish: Publish, tmp_path: Path
) -> None:
    publish("a", body="The first version.")
    paper = app.extensions["paper"]
    paper.sync()
    shutil.rmtree(tmp_path / "data")
    paper.sync()
    publish("articles/a.md", "---\nheadline: [\n---\n")
    assert "The first version." in get(app.test_client(), "/2026/11/20/a").text


def test_a_difference_is_told_in_plain_sentences(paper: Paper, publish: Publish) -> None:
    publish("a")
    publish("b")
    paper.sync()
    writing = paper.catalogue.open_for_writing()[0]
    writing.execute("DELETE FROM story_topics WHERE path='articles/a.md'")
    writing.execute("UPDATE stories SET kind='opinion' WHERE path='articles/b.md'")
    writing.execute("INSERT INTO urls VALUES ('/x','page','pages/x.md')")
    writing.commit()
    writing.close()
    assert checks.verify(paper) == (
        "articles/b.md is a story at /2026/11/20/b; "
        "of its kind the catalogue has “opinion”, and the files have “news”.",
        "The files say, and the catalogue does not: articles/a.md has the topic harbour.",
        "The catalogue says, and no file does: /x is the path of a page, pages/x.md.",
    )
