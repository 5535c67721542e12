"""Where a story is now that had an address of an earlier permalink: found by its slug, so that no table is needed."""

from collections.abc import Iterable
from datetime import datetime

from newsroom.catalogue.reader import Reader
from newsroom.catalogue.rows import Entry
from newsroom.copydesk import slugify
from newsroom.copydesk.permalinks import OldAddress, read_old


def story_at(reader: Reader, now: datetime, patterns: Iterable[str], path: str) -> Entry | None:
    """The public story that `path`, decoded, was the address of by one of `patterns`."""
    for old in read_old(patterns, path):
        for name in dict.fromkeys((old.slug, slugify(old.slug))):
            if name and (entry := _meant(old, reader.namesakes(name, now))):
                return entry
    return None


def _meant(old: OldAddress, found: tuple[Entry, ...]) -> Entry | None:
    """The only one; of several the newest whose date fits, and among those the one whose section does."""
    if len(found) == 1:
        return found[0]
    fitting = [entry for entry in found if old.fits(entry.day)]
    same = [entry for entry in fitting if entry.section == slugify(old.section)]
    return next(iter(same or fitting), None)
