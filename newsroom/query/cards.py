"""Stories in lists."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Literal

from newsroom.article import Picture
from newsroom.catalogue.rows import Entry, Scope
from newsroom.catalogue.schema import moment
from newsroom.locales import N_, is_spoken, words_of
from newsroom.pages.views import Card, Figure, Line
from newsroom.places import quote
from newsroom.query.asking import CORRECTED_FOR
from newsroom.query.documents import readable
from newsroom.query.frame import Frame, direction
from newsroom.versions import Versions, versions

KIND_LABELS = {
    "analysis": N_("Analysis"), "opinion": N_("Opinion"), "review": N_("Review"), "explainer": N_("Explainer"),
    "live": N_("Live"), "sponsored": N_("Sponsored"),
}  # fmt: skip


class Query(Frame):
    def card(self, entry: Entry) -> Card:
        """What a list shows of a story."""
        return self._once(("card", entry.path), lambda: self._card(entry))

    def _card(self, entry: Entry) -> Card:
        note = entry.card
        tag = note["language"] or self.site.language
        image = note["image"]
        figure = self.figure(Picture(image[0], image[1], focus=image[2]), entry.path) if image else None
        authors = [(self.author_slug(slug), title) for slug, title in note["authors"]]
        portrait = self._portrait(authors) if entry.kind == "opinion" else None
        section = self.section(entry.section)
        named = section.title_in(tag) or section.title
        line = self._line(entry, note)
        return Card(
            line.url, line.headline, note["standfirst"], readable(note["kicker"]) or named, entry.section,
            named, line.kind, line.label, self.local(entry.published),
            self.local(moment(note["updated"])) if note["updated"] is not None else None,
            tuple(self.author_name(slug, title) for slug, title in authors), entry.priority, figure, portrait,
            line.corrected, line.language, line.direction,
            tuple((code, quote(each.url)) for code, each in self.card_versions(entry)),
        )  # fmt: skip

    def kind_label(self, kind: str, language: str) -> str:
        """The word for a kind of story, in the story's language if we have that, else the page's; empty for news."""
        words = words_of(language) if is_spoken(language) else self.words
        return words.gettext(KIND_LABELS[kind]) if kind in KIND_LABELS else ""

    def card_versions(self, entry: Entry) -> Versions:
        """The other public versions of a story in a list."""
        language = entry.card["language"] or self.site.language
        return self._once(("versions", entry.path), lambda: self.versions(entry.path, language))

    def versions(self, path: str, language: str, named: Iterable[tuple[str, str]] | None = None) -> Versions:
        """The story's other public versions; see `newsroom.versions`."""
        if not named and not self.own():
            return ()
        return versions(self.reader, self.site, self.now, path, language, named)

    def own(self) -> str:
        """The language in which lists show a story that they have in several; empty where no story is."""
        return self.language if self._once("translations", self.reader.has_translations) else ""

    def listed(
        self, limit: int, offset: int = 0, scope: Scope = "all", key: str = "", end: str = ""
    ) -> tuple[Entry, ...]:
        """The stories of a list, each once; see `Reader.stories`."""
        return self.reader.stories(self.now, limit, offset, scope, key, end, self.own())

    def count(self, most: int, scope: Scope, key: str) -> int:
        """How many stories the list has, counted no further than `most`."""
        return self.reader.count(self.now, most, scope, key, self.own())

    def without_doubles(
        self, scope: Literal["topic", "author", "series"], counted: Iterable[tuple[str, str, int]]
    ) -> Iterator[tuple[str, str, int]]:
        """(slug, title, count) of each list of the kind, with as many stories as it shows."""
        doubles = self.reader.doubles(self.now, scope, own) if (own := self.own()) else {}
        return ((slug, title, count - doubles.get(slug, 0)) for slug, title, count in counted)

    def days(self, start: str = "0", end: str = "9") -> tuple[tuple[str, int], ...]:
        """(YYYY-MM-DD, number of stories in the list of the day) from `start` to before `end`, newest first."""
        counted = self.reader.days(self.now, start, end)
        if not (own := self.own()):
            return counted
        if (start, end) == ("0", "9"):
            doubles = self._once("doubles by day", lambda: self.reader.doubles(self.now, "day", own))
        else:
            doubles = self.reader.doubles_of_days(self.now, start, end, own)
        return tuple((day, count - doubles.get(day, 0)) for day, count in counted)

    def in_own_words(self, entry: Entry) -> Entry:
        """The story in the language of the page, if it is in that; else as it is."""
        if entry.language == self.language:
            return entry
        versions = (each for _, each in self.card_versions(entry))
        return next((each for each in versions if each.language == self.language), entry)

    def newest(self, limit: int) -> tuple[Entry, ...]:
        """The latest stories, which most pages show; on pages of another front than the paper's own, those of it."""
        if self.spoken:
            return self._once(
                ("newest", limit), lambda: self.reader.stories(self.now, limit, scope="language", key=self.spoken)
            )
        return self._once(("newest", limit), lambda: self.listed(limit))

    def cards(self, entries: tuple[Entry, ...]) -> tuple[Card, ...]:
        return tuple(self.card(each) for each in entries)

    def newest_lines(self, limit: int) -> tuple[tuple[str, Line], ...]:
        """(file, headline alone) of the latest stories."""
        return self._once(("lines", limit), lambda: self._newest_lines(limit))

    def _newest_lines(self, limit: int) -> tuple[tuple[str, Line], ...]:
        return tuple((each.path, self._line(each, each.card)) for each in self.newest(limit))

    def _line(self, entry: Entry, note: Mapping[str, Any]) -> Line:
        since = self.now - timedelta(seconds=CORRECTED_FOR)
        corrected = any(since < moment(each) <= self.now for each in note["corrected"])
        tag = note["language"] or self.site.language
        language = tag if tag != self.language else ""
        return Line(
            quote(entry.url), note["headline"], entry.kind, self.kind_label(entry.kind, tag), language,
            direction(language) if language else "", corrected,
        )  # fmt: skip

    def _portrait(self, authors: list[tuple[str, str]]) -> Figure | None:
        author = self.author(authors[0][0]) if authors else None
        return self.figure(author.picture, f"authors/{author.slug}.md") if author and author.picture else None
