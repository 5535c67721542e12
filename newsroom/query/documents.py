"""What stands in files that are not stories: sections, authors, introductions, standing pages, fronts."""

from functools import cached_property

from newsroom.article import Author, Introduction, StandingPage
from newsroom.catalogue.rows import Document
from newsroom.errors import Unreadable
from newsroom.places import quote
from newsroom.query.asking import Asking
from newsroom.query.files import author_in, front_in, introduction_in, page_in
from newsroom.site import Front, Section


class Documents(Asking):
    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """As `site.toml` lists them; else those that public stories make."""
        if self.site.sections:
            return self.site.sections
        slugs = self._once("sections", lambda: self.reader.sections(self.now))
        return tuple(Section(slug, title_of_slug(slug)) for slug in slugs)

    def section(self, slug: str) -> Section:
        found = next((each for each in self.sections if each.slug == slug), None)
        return found or Section(slug, title_of_slug(slug))

    def standing_page(self, document: Document) -> tuple[StandingPage, str] | None:
        """A standing page and its path; None for a draft, and for one that lost its place."""
        url = self.reader.page_url(document.path)
        try:
            page = page_in(document.path, document.text, self.site)
        except Unreadable:
            return None
        return (page, quote(url)) if url and not page.draft else None

    def _is_page_public(self, path: str) -> bool:
        return any(each.path == path and self.standing_page(each) for each in self.reader.documents("page"))

    def author(self, slug: str) -> Author | None:
        """From the author's file."""
        document = self._once(("author", slug), lambda: self.reader.document("author", slug))
        try:
            return author_in(document.path, document.text, self.site) if document else None
        except Unreadable:
            return None

    def author_slug(self, wanted: str) -> str:
        """The slug of the page of the author whom stories call `wanted`."""
        return self._once(("author slug", wanted), lambda: self.reader.author_slug(wanted))

    def author_name(self, slug: str, written: str) -> str:
        author = self.author(slug)
        return author.name if author else _name(written)

    def introduction(self, kind: str, slug: str) -> Introduction | None:
        document = self.reader.document(kind, slug)
        try:
            return introduction_in(document.path, document.text, self.site) if document else None
        except Unreadable:
            return None

    def front(self, slug: str) -> Front:
        """`fronts/<slug>.toml`, as far as it can be used."""
        document = self.reader.document("front", slug)
        try:
            return front_in(document.path, document.text, self.site) if document else Front()
        except Unreadable:
            return Front()


def title_of_slug(slug: str) -> str:
    words = slug.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def readable(title: str) -> str:
    """What a topic or series is called on pages: as stories write it, but "berth-nine" and "trams" as "Berth nine" and
    "Trams"."""
    if not title.islower():
        return title
    return title_of_slug(title) if "-" in title and " " not in title else title[:1].upper() + title[1:]


def _name(written: str) -> str:
    """An author's name as stories have it; a bare slug is made readable."""
    if " " in written or not written.islower() or "-" not in written:
        return written
    return " ".join(part.capitalize() for part in written.split("-"))
