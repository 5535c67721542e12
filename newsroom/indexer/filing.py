"""Files in the catalogue what was read of the content folder, and gives everybody a place."""

import logging
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from newsroom import copydesk
from newsroom.archive import Archive
from newsroom.catalogue.registry import Registry
from newsroom.catalogue.schema import microseconds
from newsroom.catalogue.writer import StoryRow, Writer
from newsroom.copydesk import slugify
from newsroom.copydesk.permalinks import read_old
from newsroom.errors import Unreadable
from newsroom.images import Measured
from newsroom.indexer.crew import site_of
from newsroom.indexer.reading import DocumentRow, Record, read_file, read_text
from newsroom.memory import Memory
from newsroom.places import normal_form
from newsroom.scan import Scan
from newsroom.signature import Signature
from newsroom.site.files import read_redirects

log = logging.getLogger(__name__)

SITE = "site.toml"


class Filing:
    """Inside the transactions of the indexer, which calls `begin` at the start of each and `settle` at its end.

    `known` is (kind, signature) of every file in the catalogue, `site` what site.toml says.
    """

    def __init__(
        self, archive: Archive, memory: Memory, reserved: Collection[str], clock: Callable[[], datetime]
    ) -> None:
        self._archive = archive
        self._memory = memory
        self._reserved = reserved
        self._clock = clock
        self.known: dict[str, tuple[str, Signature]] = {}
        self._use_site("")
        self._authors: dict[str, str] = {}
        self._authors_have_changed = False
        self._use_redirects(None)
        self._affected: set[str] = set()
        self._dropped: set[str] = set()
        self._touched: set[str] = set()
        self._authors_touched = False

    def learn(self, writer: Writer) -> None:
        """What the catalogue has that was just opened."""
        self.known = writer.files()
        self._use_site(writer.site_text())
        self._authors = self._authors_by_name(writer)
        self._use_redirects(None)
        for path, text in writer.redirects():
            with suppress(Unreadable):
                self._use_redirects((path, read_redirects(path, text)[0]))

    def begin(self) -> None:
        self._affected, self._dropped = set(), set()

    def forget_dropped(self) -> None:
        """Once the transaction is published."""
        for path in self._dropped:
            self._memory.forget(path)
        self._dropped.clear()
        self._memory.flush()

    def take_touched(self) -> tuple[set[str], bool]:
        """Stories that have changed since the last call, and whether names of many others may have."""
        taken = self._touched, self._authors_touched
        self._touched, self._authors_touched = set(), False
        return taken

    def touch_all(self) -> None:
        self._authors_touched = True

    def read_site_first(self, found: Scan, changed: list[str], gone: list[str]) -> list[Record]:
        """The site comes first, for it decides how everything else is read. Its record, if it has changed."""
        if SITE in gone:
            self._use_site("")
        if SITE not in changed:
            return []
        record = read_file(self._archive, self.site, SITE, found.files[SITE])
        if record.row is None and not record.passing and SITE not in self.known:
            record = self._last_good(record) or record
        if isinstance(record.row, DocumentRow):
            self._use_site(record.row.text)
        return [record]

    def _use_site(self, text: str) -> None:
        """`text` is that of a good site.toml, or empty without one."""
        self.site_text = text
        self.site = site_of(text)

    def _slugs_of_old(self, path: str) -> set[str]:
        return {name for old in read_old(self.site.old_permalinks, path) for name in (old.slug, slugify(old.slug))}

    def take(self, writer: Writer, record: Record) -> None:
        """Put one record into the catalogue; if its file cannot be used, what it said last stays, and a Problem
        says why."""
        path, kind = record.path, record.kind
        is_new = path not in self.known
        self._dropped.discard(path)
        if not record.is_same:
            if record.row is None and kind != "refused":
                self._stand_in(writer, record, is_new)
            self._put(writer, record, is_new)
            writer.problems(path, record.problems, is_new=is_new)
        if record.good:
            self._memory.remember(path, record.signature, record.good)
        elif isinstance(record.row, StoryRow) and not is_new:  # it has expired, or was changed long ago
            self._forget_expired(record.row)
        self.known[path] = (kind, record.signature)
        if kind in ("story", "refused"):
            self._touched.add(path)
        writer.note_file(path, kind, record.signature, record.digest)

    def _put(self, writer: Writer, record: Record, is_new: bool) -> None:
        path, row = record.path, record.row
        registry = Registry(writer, self._reserved, self._slugs_of_old)
        if isinstance(row, StoryRow):
            had = set() if is_new else writer.places_of(path)
            self._affected |= {row.wanted, *map(normal_form, row.aliases)} | had
            writer.story(row, self._authors, is_new=is_new)
        elif isinstance(row, Measured):
            writer.picture(path, row)
            registry.media(path)
        elif isinstance(row, DocumentRow):
            writer.document(path, record.kind, row.slug, row.text)
            writer.picture_names(path, row.pictures)
            if record.kind == "page":
                self._affected.add(registry.page(path, row.slug))
            if record.kind == "author":
                self._authors_have_changed = True
            if row.redirects is not None:
                self._use_redirects((path, row.redirects))
                registry.redirects(path, row.redirects)

    def _use_redirects(self, found: tuple[str, Mapping[str, str]] | None) -> None:
        """The file and what it says: where a page comes or goes, its lines are to be looked at again."""
        self._redirects = found
        self._redirected = frozenset(map(normal_form, found[1] if found else ()))

    def _stand_in(self, writer: Writer, record: Record, is_new: bool) -> None:
        """For a file that is broken now: what the catalogue has of it stays; a new catalogue may ask the memory."""
        if record.kind == "picture":
            writer.drop_picture(record.path)
        elif is_new and (good := self._last_good(record)):
            self._put(writer, good, is_new=True)

    def _last_good(self, record: Record) -> Record | None:
        good = self._memory.last_good(record.path, but=record.signature)
        if good is None:
            return None
        try:
            found = read_text(self.site, record.path, record.kind, *good)
        except Unreadable:
            log.debug("%s: the last good version cannot be read either", record.path)
            return None
        return replace(found, signature=record.signature, problems=record.problems)

    def _forget_expired(self, row: StoryRow) -> None:
        if row.public_until is not None and row.public_until <= microseconds(self._clock()):
            self._memory.forget(row.path)

    def drop(self, writer: Writer, path: str) -> None:
        kind, _ = self.known.pop(path)
        self._touched.add(path)
        self._affected |= writer.places_of(path)
        self._authors_have_changed |= kind == "author"
        if kind == "redirects":
            self._use_redirects(None)
        writer.drop_file(path)
        self._dropped.add(path)

    def settle(self, writer: Writer) -> None:
        """Give everybody a place, once the stories are in."""
        if self._authors_have_changed:
            self._authors_have_changed = False
            self._authors_touched = True
            self._authors = self._authors_by_name(writer)
            writer.link_authors(self._authors)
        registry = Registry(writer, self._reserved, self._slugs_of_old)
        slugs = [section.slug for section in self.site.sections] or writer.sections()
        self._affected |= registry.fronts(slugs, self.site.languages)
        self._affected = registry.stories(self._affected, microseconds(self._clock()))
        if self._redirects and not self._redirected.isdisjoint(self._affected):
            registry.redirects(*self._redirects)

    def _authors_by_name(self, writer: Writer) -> dict[str, str]:
        """The slug of each author's file, by the slugs of file and name."""
        names: dict[str, str] = {}
        files = writer.authors()
        for path, slug, text in files:
            with suppress(Unreadable):
                names[copydesk.slugify(copydesk.read_author(path, text, self.site)[0].name)] = slug
        return names | {slug: slug for _, slug, _ in files}
