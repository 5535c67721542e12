"""A story in several languages: which stories are one, told by `translations` in the header of any of them."""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime

from newsroom.article import Article
from newsroom.catalogue.reader import Reader
from newsroom.catalogue.rows import Entry
from newsroom.copydesk.slugs import story_names
from newsroom.locales import primary
from newsroom.places import candidates, spellings
from newsroom.site import Site

_MOST = 60
"""Stories looked at for one: more hang together by mistake alone."""

Versions = tuple[tuple[str, Entry], ...]


def versions(
    reader: Reader, site: Site, now: datetime, path: str, language: str,
    named: Iterable[tuple[str, str]] | None = None,
) -> Versions:  # fmt: skip
    """(language, story) of the other public versions of the story in the file `path`, which is in `language`: those
    that it names, those that name it, and theirs in turn. One for each language, the paper's own first.

    `named` are the pairs of its header, where that is newer than the catalogue.
    """
    search = _Search(reader, site, now)
    seen, taken, found = {path}, {language.lower()}, []
    waiting = deque((*search.named(path, named), *search.naming(path)))
    while waiting and len(seen) < _MOST:
        entry = waiting.popleft()
        if entry.path in seen:
            continue
        seen.add(entry.path)
        tag = entry.card["language"] or site.language
        if tag.lower() not in taken:
            taken.add(tag.lower())
            found.append((tag, entry))
        waiting += (*search.named(entry.path), *search.naming(entry.path))
    return tuple(sorted(found, key=lambda each: (each[1].language != site.language, each[0].lower())))


def meant(reader: Reader, site: Site, now: datetime, owner: str, language: str, reference: str) -> Entry | None:
    """The public story that the file `owner` calls its version in `language`: by slug, by file or by path."""
    if reference.lower().endswith((".md", ".markdown")):
        for path in candidates(reference, owner):
            if entry := reader.story(path, now):
                return entry
    if reference.startswith("/"):
        for each in spellings(reference):
            place = reader.place(each)
            if place and place.kind == "story":
                return reader.story(place.target, now)
    edition = site.edition(language)
    found = (reader.named(name, now, edition) for name in story_names(reference))
    return next((entry for entry in found if entry), None)


class _Search:
    """What a story and others say of each other, as of one moment."""

    def __init__(self, reader: Reader, site: Site, now: datetime) -> None:
        self._reader, self._site, self._now = reader, site, now

    def named(self, path: str, pairs: Iterable[tuple[str, str]] | None = None) -> Iterator[Entry]:
        """The stories that the one in the file `path` names."""
        for language, reference in self._reader.translations_of(path) if pairs is None else pairs:
            if entry := meant(self._reader, self._site, self._now, path, language, reference):
                yield entry

    def naming(self, path: str) -> Iterator[Entry]:
        """The public stories that name it."""
        for other in self._reader.translated_from(path):
            entry = self._reader.story(other, self._now)
            if entry and any(each.path == path for each in self.named(other)):
                yield entry


def faults(reader: Reader, site: Site, now: datetime, story: Article) -> Iterator[tuple[str, str, str]]:
    """(the reference, what is wrong, how to mend it) of each version that a story names in vain. A version that names
    nothing in return is no fault: the link back is made."""
    own = story.language or site.language
    for language, reference in story.translations.items():
        entry = meant(reader, site, now, story.path, language, reference)
        if entry is None:
            what = f"the version in {language}, “{reference}”, is no public story; it is left out."
            yield reference, what, "Correct the name in `translations`, or publish that story."
        elif entry.path == story.path:
            what = f"the version in {language}, “{reference}”, is this story itself."
            yield reference, what, "Name the other story by its file name, or remove the line."
        elif primary(tag := entry.card["language"] or site.language) != primary(language):
            what = f"the version in {language}, “{reference}”, is a story in {tag}."
            yield reference, what, f"Write {tag} before it, or `language: {language}` in {entry.path}."
        elif tag.lower() == own.lower():
            what = f"the version in {language}, “{reference}”, is in the language of this story; it is left out."
            yield reference, what, f"Correct the `language` of one of the two: this one counts as {own}."
