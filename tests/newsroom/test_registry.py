"""Who stands where, and who is told that another one does."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from newsroom import checks
from newsroom.catalogue.rows import Place
from newsroom.paper import Paper
from newsroom.why import why
from tests.newsroom.catalogued import place, problems, urls

Publish = Callable[..., Path]


def test_a_move_is_told_until_the_alias_is_there(paper: Paper, publish: Publish) -> None:
    publish("a", slug="old")
    paper.sync()
    publish("a", slug="new")
    paper.sync()
    assert any("aliases: [/2026/11/20/old]" in each for each in problems(paper))
    publish("a", slug="new", aliases=["/2026/11/20/old"])
    paper.sync()
    assert problems(paper) == []
    assert place(paper, "/2026/11/20/old") == Place("alias", "articles/a.md")


def test_two_stories_one_path(paper: Paper, publish: Publish) -> None:
    publish("later", slug="same", published="2026-11-20T10:00:00Z")
    publish("first", slug="same", published="2026-11-20T09:00:00Z")
    paper.sync()
    assert place(paper, "/2026/11/20/same") == Place("story", "articles/first.md")
    assert place(paper, "/2026/11/20/same-2") == Place("story", "articles/later.md")
    told = problems(paper)
    assert len(told) == 2
    assert all("/2026/11/20/same" in each for each in told)
    (publish("first", slug="other", published="2026-11-20T09:00:00Z", aliases=["/2026/11/20/same"]))
    paper.sync()
    assert place(paper, "/2026/11/20/same") == Place("story", "articles/later.md")
    assert checks.verify(paper) == ()


def test_a_live_story_whose_path_is_taken_is_told_by_whom_until_it_has_it_again(paper: Paper, publish: Publish) -> None:
    publish("live", slug="same", published="2026-11-20T10:00:00Z")
    paper.sync()
    publish("new", slug="same", published="2026-11-20T09:00:00Z")
    paper.sync()
    live, new = problems(paper)
    assert live.startswith("articles/live.md:1:1: warning: was at /2026/11/20/same, which articles/new.md has now")
    assert "Give articles/new.md another `slug:`" in live
    assert "articles/live.md (at /2026/11/20/same-2)" in new
    publish("new", slug="another", published="2026-11-20T09:00:00Z")
    paper.sync()
    assert place(paper, "/2026/11/20/same") == Place("story", "articles/live.md")
    (note,) = problems(paper)
    assert note.startswith("articles/live.md:1:1: note: ")
    assert "aliases: [/2026/11/20/same-2]" in note
    assert checks.verify(paper) == ()


def test_a_story_without_a_date_takes_no_path_from_one_that_has_one(paper: Paper, publish: Publish) -> None:
    publish("dated", permalink="/same")
    publish("a-new-one", permalink="/same", published=None)
    paper.sync()
    assert place(paper, "/same") == Place("story", "articles/dated.md")
    assert place(paper, "/same-2") == Place("story", "articles/a-new-one.md")


@pytest.mark.parametrize("where", ["story", "redirect", "alias"])
def test_an_old_path_that_leads_to_another_page_is_no_fault_while_it_does(
    paper: Paper, publish: Publish, where: str
) -> None:
    publish("a")
    publish("b")
    paper.sync()
    publish("a", slug="moved")
    paper.sync()
    assert any("links to the old path lead nowhere" in each for each in problems(paper))
    if where == "story":
        publish("c", slug="a")
    elif where == "redirect":
        publish("./redirects.toml", '"/2026/11/20/a" = "/2026/11/20/b"\n')
    else:
        publish("b", aliases=["/2026/11/20/a"])
    paper.sync()
    assert problems(paper) == []
    if where == "redirect":
        publish("./redirects.toml", '"/2026/11/20/x" = "/2026/11/20/b"\n')
    elif where == "alias":
        publish("b")
    else:
        publish("c", slug="c")
    paper.sync()
    assert any("aliases: [/2026/11/20/a]" in each for each in problems(paper))


def test_a_draft_takes_no_path_from_a_public_story(paper: Paper, publish: Publish) -> None:
    publish("public", slug="same", published="2026-11-20T10:00:00Z")
    publish("draft", slug="same", published="2026-11-20T09:00:00Z", draft=True)
    paper.sync()
    assert place(paper, "/2026/11/20/same") == Place("story", "articles/public.md")


@pytest.mark.parametrize("claim", ["/topics/x", "/latest", "/news", "/news/", "/static/x", "/healthz", "/about"])
def test_no_story_takes_a_path_of_the_paper(paper: Paper, publish: Publish, content: Path, claim: str) -> None:
    (content / "pages").mkdir()
    (content / "pages/about.md").write_text("---\ntitle: About\n---\nUs.\n")
    publish("greedy", permalink=claim)
    paper.sync()
    held = place(paper, claim)
    assert held is None or held.kind != "story"
    assert any("articles/greedy.md" in each for each in problems(paper))
    assert len(urls(paper)) == 1


def test_what_a_freed_path_was_wanted_by_gets_it(paper: Paper, publish: Publish, content: Path) -> None:
    (content / "pages").mkdir()
    page = content / "pages/about.md"
    page.write_text("---\ntitle: About\n---\nUs.\n")
    publish("story", permalink="/about")
    publish("holder", permalink="/old", published="2026-11-19T00:00:00Z")
    publish("other", aliases=["/old"])
    redirects = content / "redirects.toml"
    redirects.write_text('"/gone" = "/latest/"\n')
    paper.sync()
    assert place(paper, "/about") == Place("page", "pages/about.md")
    for file in (page, redirects, content / "articles/holder.md"):
        file.unlink()
    time.sleep(0.6)
    paper.sync()
    assert place(paper, "/about") == Place("story", "articles/story.md")
    assert place(paper, "/old") == Place("alias", "articles/other.md")
    assert place(paper, "/gone") is None
    assert checks.verify(paper) == ()


def test_an_alias_that_one_gives_up_leads_to_the_next_that_claims_it(paper: Paper, publish: Publish) -> None:
    first = publish("first", aliases=["/Old/x"], published="2026-11-18T00:00:00Z")
    publish("second", aliases=["/old/x/"], published="2026-11-19T00:00:00Z")
    publish("third", aliases=["/old/x"], published="2026-11-20T00:00:00Z")
    paper.sync()
    assert place(paper, "/old/x") == Place("alias", "articles/first.md")
    first.unlink()
    time.sleep(0.6)
    paper.sync()
    assert place(paper, "/old/x") == Place("alias", "articles/second.md")
    assert checks.verify(paper) == ()
    publish("second", published="2026-11-19T00:00:00Z")
    paper.sync()
    assert place(paper, "/old/x") == Place("alias", "articles/third.md")
    assert checks.verify(paper) == ()
    publish("first", aliases=["/old/x"], published="2026-11-18T00:00:00Z")
    paper.sync()
    assert place(paper, "/old/x") == Place("alias", "articles/first.md")
    assert checks.verify(paper) == ()
    publish("first", aliases=["/old/x"], published="2026-11-18T00:00:00Z", draft=True)
    paper.sync()
    assert place(paper, "/old/x") == Place("alias", "articles/third.md")
    assert checks.verify(paper) == ()


def test_verify_tells_of_an_alias_in_plain_words(paper: Paper, publish: Publish) -> None:
    publish("a", aliases=["/old/x"])
    paper.sync()
    connection = paper.indexer._connection
    assert connection
    connection.execute("DELETE FROM urls WHERE path='/old/x'")
    paper.catalogue.publish(connection)
    told = "The files say, and the catalogue does not: /old/x is the path of an alias, articles/a.md."
    assert checks.verify(paper) == (told,)


def test_a_story_takes_its_address_from_an_alias_and_gives_it_back(paper: Paper, publish: Publish) -> None:
    publish("claims", aliases=["/old"], published="2026-11-18T00:00:00Z")
    paper.sync()
    assert place(paper, "/old") == Place("alias", "articles/claims.md")
    publish("holds", permalink="/old")
    paper.sync()
    assert place(paper, "/old") == Place("story", "articles/holds.md")
    assert checks.verify(paper) == ()
    publish("holds", permalink="/new")
    paper.sync()
    assert place(paper, "/old") == Place("alias", "articles/claims.md")
    assert checks.verify(paper) == ()


def test_a_makeshift_address_that_is_given_up_goes_to_the_alias_that_claims_it(paper: Paper, publish: Publish) -> None:
    holder = publish("first", permalink="/same", published="2026-11-18T00:00:00Z")
    publish("second", permalink="/same", published="2026-11-19T00:00:00Z")
    publish("claims", aliases=["/same-2"])
    publish("./redirects.toml", '"/same-3" = "/latest/"\n')
    third = publish("third", permalink="/same", published="2026-11-20T00:00:00Z")
    paper.sync()
    assert place(paper, "/same-2") == Place("story", "articles/second.md")
    assert place(paper, "/same-3") == Place("story", "articles/third.md")
    holder.unlink()
    time.sleep(0.6)
    paper.sync()
    assert place(paper, "/same") == Place("story", "articles/second.md")
    assert place(paper, "/same-2") == Place("story", "articles/third.md")
    assert place(paper, "/same-3") == Place("alias", "/latest/")
    assert checks.verify(paper) == ()
    third.unlink()
    time.sleep(0.6)
    paper.sync()
    assert place(paper, "/same-2") == Place("alias", "articles/claims.md")
    assert checks.verify(paper) == ()


def test_a_story_has_the_address_it_wants_before_another_has_it_as_a_makeshift(
    paper: Paper, publish: Publish
) -> None:
    publish("first", permalink="/same", published="2026-11-18T00:00:00Z")
    publish("second", permalink="/same", published="2026-11-19T00:00:00Z")
    paper.sync()
    own = publish("own", permalink="/same-2")
    paper.sync()
    assert place(paper, "/same-2") == Place("story", "articles/own.md")
    assert place(paper, "/same-3") == Place("story", "articles/second.md")
    assert checks.verify(paper) == ()
    own.unlink()
    time.sleep(0.6)
    paper.sync()
    assert checks.verify(paper) == ()


def test_an_alias_has_its_address_before_a_redirect_in_either_order(paper: Paper, publish: Publish) -> None:
    publish("b")
    publish("./redirects.toml", '"/old" = "/2026/11/20/b"\n')
    paper.sync()
    publish("a", aliases=["/old"])
    paper.sync()
    assert place(paper, "/old") == Place("alias", "articles/a.md")
    assert any("redirects /old, but a page of the paper is there" in each for each in problems(paper))
    assert checks.verify(paper) == ()
    publish("a")
    paper.sync()
    assert place(paper, "/old") == Place("alias", "/2026/11/20/b")
    assert not problems(paper)
    assert checks.verify(paper) == ()


def test_a_new_permalink_needs_no_aliases_where_the_old_one_is_listed(paper: Paper, publish: Publish) -> None:
    site = (publish("a").parents[1] / "site.toml").read_text()
    paper.sync()
    publish("./site.toml", f'permalink = "/{{slug}}"\n{site}')
    paper.sync()
    assert any("aliases: [/2026/11/20/a]" in each for each in problems(paper))
    old = 'old_permalinks = ["/{year}/{month}/{day}/{slug}"]'
    publish("./site.toml", f'permalink = "/{{slug}}"\n{old}\n{site}')
    paper.sync()
    assert not problems(paper)


def test_a_redirect_gives_way_to_a_page_and_comes_back_after_it(paper: Paper, publish: Publish) -> None:
    publish("b")
    publish("./redirects.toml", '"/2026/11/20/a" = "/2026/11/20/b"\n')
    paper.sync()
    assert place(paper, "/2026/11/20/a") == Place("alias", "/2026/11/20/b")
    file = publish("a")
    paper.sync()
    assert place(paper, "/2026/11/20/a") == Place("story", "articles/a.md")
    assert any("redirects /2026/11/20/a, but a page of the paper is there" in each for each in problems(paper))
    file.unlink()
    time.sleep(0.55)
    paper.sync()
    assert place(paper, "/2026/11/20/a") == Place("alias", "/2026/11/20/b")
    assert not problems(paper)
    assert checks.verify(paper) == ()


def test_a_renamed_file_names_the_alias_to_add(paper: Paper, publish: Publish) -> None:
    file = publish("a")
    paper.sync()
    file.rename(file.with_name("b.md"))
    paper.sync()
    assert urls(paper) == ["/2026/11/20/b"]
    assert any("articles/b.md" in each and "aliases: [/2026/11/20/a]" in each for each in problems(paper))
    file.with_name("b.md").rename(file.with_name("c.md"))
    paper.sync()
    (told,) = problems(paper)
    assert "aliases: [/2026/11/20/a, /2026/11/20/b]" in told
    answer = why(paper, "/2026/11/20/a").sentence
    assert answer.startswith("/2026/11/20/a was the address of articles/c.md, which is at /2026/11/20/c now")
    publish("c", aliases=["/2026/11/20/a", "/2026/11/20/b"])
    paper.sync()
    assert problems(paper) == []
    assert place(paper, "/2026/11/20/a") == Place("alias", "articles/c.md")


def test_a_renamed_file_that_keeps_its_address_or_was_never_public_needs_none(paper: Paper, publish: Publish) -> None:
    kept, draft, coming = publish("kept", slug="one"), publish("d", draft=True), publish("e", published="2027-01-01")
    paper.sync()
    for file in (kept, draft, coming):
        file.rename(file.with_name(f"new-{file.name}"))
    paper.sync()
    assert problems(paper) == []


def test_of_many_stories_with_one_path_some_are_named(paper: Paper, publish: Publish) -> None:
    for number in range(9):
        publish(f"a{number}", permalink="/same")
    paper.sync()
    told = problems(paper)
    assert "which others want too: articles/a1.md (at /same-2), " in told[0]
    assert "articles/a5.md (at /same-6) and 3 more." in told[0]
    assert all("wants the path /same, which articles/a0.md has" in each for each in told[1:])
    publish("pages/same.md", "---\ntitle: Same\n---\nText.\n")
    paper.sync()
    assert all("wants the path /same, which another page has" in each for each in problems(paper))
