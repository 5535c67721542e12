from newsroom import copydesk
from newsroom.article import Picture, WebLink
from tests.headers import PLAIN, utc


def test_an_author() -> None:
    author, problems = copydesk.read_author(
        "authors/Jane-Doe.md",
        "---\nname: Jane Doe\nrole: Editor\npicture: {src: jane.jpg, alt: Jane}\nlocation: Lagos\n"
        "expertise: ports, rivers\nemail: jane@example.org\n"
        "links:\n- https://www.example.org/jane\n- {text: Mail, url: 'mailto:jane@example.org'}\n"
        "- 'javascript:alert(1)'\n---\nJane *writes*.\n",
        PLAIN,
    )
    assert (author.slug, author.name, author.role, author.location) == ("jane-doe", "Jane Doe", "Editor", "Lagos")
    assert author.picture == Picture("jane.jpg", "Jane")
    assert author.expertise == ("ports", "rivers")
    assert author.links == (
        WebLink("example.org", "https://www.example.org/jane"),
        WebLink("Mail", "mailto:jane@example.org"),
    )
    assert (author.bio, author.bio_line, author.email) == ("Jane *writes*.\n", 13, "jane@example.org")
    assert [problem.line for problem in problems] == [8]


def test_an_author_with_a_bio_in_the_header_and_a_bad_address() -> None:
    text = "---\nbio: Writes.\nemail: nobody\nlinks: {Site: 'https://example.org'}\n---\n"
    author, problems = copydesk.read_author("authors/j-doe.md", text, PLAIN)
    assert (author.name, author.bio, author.bio_line, author.email) == ("J doe", "Writes.", 2, "")
    assert author.links == (WebLink("Site", "https://example.org"),)
    assert len(problems) == 2


def test_an_introduction_and_a_page() -> None:
    introduction, problems = copydesk.read_introduction("topics/port.md", "# The Port\n\nAll about it.\n", PLAIN)
    assert (introduction.slug, introduction.title, introduction.body) == ("port", "The Port", "\n\nAll about it.\n")
    assert problems == ()
    text = "---\ntitle: About\nupdated: 2026-11-22\norder: 3\nlang: fr\ndraft: true\n---\nWho we are."
    page, problems = copydesk.read_page("pages/about.md", text, PLAIN)
    assert (page.slug, page.title, page.order, page.language, page.draft) == ("about", "About", 3, "fr", True)
    assert page.updated == utc(2026, 11, 22)
    assert problems == ()


def test_misspelt_fields_of_an_author_an_introduction_and_a_page() -> None:
    text = "---\nname: Jane\nrol: Editor\nemial: a@b.example\nlinks: [{txt: Site, url: 'https://a.example/'}]\n---\nBio.\n"
    problems = copydesk.read_author("authors/jane.md", text, PLAIN)[1]
    assert sorted((each.line, each.severity) for each in problems) == [(3, "note"), (4, "note"), (5, "note")]
    assert any("did you mean “role”?" in each.what for each in problems)
    assert any("“txt” means nothing in “links”; did you mean “text”?" in each.what for each in problems)
    text = "---\ntitle: T\nstandfrist: S\nown: x\n---\nText.\n"
    for read in (copydesk.read_introduction, copydesk.read_page):
        (problem,) = read("pages/t.md", text, PLAIN)[1]
        assert "did you mean “standfirst”?" in problem.what


def test_a_mistyped_field_that_was_to_hold_a_page_back_is_a_warning() -> None:
    for yaml in ("drafft: true", "hidden: true"):
        (problem,) = copydesk.read_page("pages/t.md", f"---\ntitle: T\n{yaml}\n---\nText.\n", PLAIN)[1]
        assert problem.severity == "warning"
        assert "the page is not held back by it" in problem.what
        assert problem.mend.startswith("Write `draft: true`")
    for yaml in ("embrago: 2026-12-01", "dat: 2026-12-01", "drafft: true\ndraft: true"):
        problems = copydesk.read_page("pages/t.md", f"---\ntitle: T\n{yaml}\n---\nText.\n", PLAIN)[1]
        assert all(each.severity == "note" for each in problems)
