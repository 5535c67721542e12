"""One file of the content folder, read into what the catalogue keeps of it. Nothing here writes."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from newsroom import copydesk
from newsroom.archive import Archive, Missing, decode
from newsroom.article import Article
from newsroom.catalogue.schema import microseconds
from newsroom.catalogue.writer import StoryRow
from newsroom.copydesk.slugs import story_names
from newsroom.errors import Problem, Unreadable
from newsroom.images import SUFFIXES, Measured, measure, scrub
from newsroom.images.scrubbing import breaks_off
from newsroom.memory import KEEP_DAYS, packed
from newsroom.prose import pictures_named
from newsroom.scan import FileKind, Found
from newsroom.signature import Signature
from newsroom.site import Site
from newsroom.site.files import read_front, read_redirects, read_site

PICTURE_LIMIT = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A file that is not a story. `redirects` are those of redirects.toml."""

    slug: str
    text: str
    pictures: tuple[str, ...] = ()
    redirects: Mapping[str, str] | None = None


@dataclass(slots=True)
class Record:
    """What a file says. `row` is None where it cannot be used: then `problems` tells why, and what it said last stays.

    `good` is its text, packed, where it is to be remembered as a good one. `passing` means that nothing is to be noted:
    the file is gone, or may be read the next moment. `is_same` means that it has the bytes that the catalogue knows,
    as after a copy of the folder has taken its place: all that was noted of it stays.

    Not frozen, and nor is StoryRow: those are slow to make, and to send from one process to another.
    """

    path: str
    kind: FileKind
    signature: Signature
    problems: tuple[Problem, ...] = ()
    row: StoryRow | DocumentRow | Measured | None = None
    good: bytes = b""
    passing: bool = False
    digest: str = ""
    is_same: bool = False


def read_file(
    archive: Archive, site: Site, path: str, file: Found, *, keep: bool = True, known: str = ""
) -> Record:
    """The record of the file at `path`, which was found as `file`; with `keep`, its good text goes along.

    `known` is the digest of the bytes that the catalogue knows, if it read them for the same site.
    """
    try:
        if file.reason:
            raise Unreadable(
                Problem(path, 1, 1, "error", file.reason, "Put an ordinary file in its place, or remove it.")
            )
        if file.kind == "picture":
            source = archive.read(path, PICTURE_LIMIT)
            digest = _digest(source.data)
            if digest == known:
                return Record(path, file.kind, source.signature, digest=digest, is_same=True)
            picture = replace(_measured(path, source.data), digest=digest)
            return Record(path, file.kind, source.signature, _misnamed(path, picture), picture, digest=digest)
        source = archive.read(path)
        digest = _digest(source.data)
        text, noted = decode(source)
        if digest == known:
            record = Record(path, file.kind, source.signature, digest=digest, is_same=True)
        else:
            row, problems = _READERS[file.kind](path, text, site)
            record = Record(path, file.kind, source.signature, (*noted, *problems), row, digest=digest)
        return replace(record, good=_worth_keeping(record, text)) if keep else record
    except Missing:
        return Record(path, file.kind, file.signature, passing=True)
    except Unreadable as error:
        problems = (error.problem, *error.others)
        return Record(path, file.kind, file.signature, problems, passing=error.passing)


def read_text(site: Site, path: str, kind: FileKind, signature: Signature, text: str) -> Record:
    """The record of a file that holds `text`. Raises Unreadable where its header cannot be used."""
    row, problems = _READERS[kind](path, text, site)
    return Record(path, kind, signature, problems, row)


def _story(path: str, text: str, site: Site) -> tuple[StoryRow, tuple[Problem, ...]]:
    reading = copydesk.read_story(path, text, site)
    story = reading.article
    dates = [microseconds(each.date) for each in story.corrections if each.date]
    row = StoryRow(
        path=path, wanted=copydesk.story_path(story, site), slug=story.slug,
        stem=path.rpartition("/")[2].rpartition(".")[0], section=story.section, series=story.series, kind=story.kind,
        priority=story.priority, is_draft=story.draft,
        public_from=microseconds(story.public_from) if story.public_from else 0,
        public_until=microseconds(story.expires) if story.expires else None,
        published=microseconds(story.published) if story.published else 0,
        day=story.published.astimezone(site.zone).date().isoformat() if story.published else "",
        corrected=max(dates, default=None), updated=microseconds(story.updated) if story.updated else None,
        canonical=story.canonical, language=site.edition(story.language), card=_card(story),
        topics=story.topics, authors=story.authors, aliases=story.aliases, translations=_translations(story),
        corrections=story.corrections,
        pictures=(*pictures_named(reading.body), *([story.image.src] if story.image else ())),
    )  # fmt: skip
    return row, reading.problems


def _translations(story: Article) -> tuple[tuple[str, str, str], ...]:
    names = [(name, tag, to) for tag, to in story.translations.items() for name in story_names(to)]
    return tuple(dict.fromkeys(names))


def _card(story: Article) -> str:
    """What a card shows of the header, and what the lists need that no column holds."""
    image = story.image
    card = {
        "headline": story.headline,
        "standfirst": story.standfirst,
        "kicker": story.kicker or (story.topics[0].title if story.topics else ""),
        "updated": microseconds(story.updated) if story.updated else None,
        "image": [image.src, image.alt, image.focus] if image else None,
        "language": story.language,
        "corrected": [microseconds(each.date) for each in story.corrections if each.date],
        "authors": [[each.slug, each.title] for each in story.authors],
    }
    return json.dumps(card, ensure_ascii=False, separators=(",", ":"))


Reader = Callable[[str, str, Site], tuple[StoryRow | DocumentRow, tuple[Problem, ...]]]


def _site(path: str, text: str, _: Site) -> tuple[DocumentRow, tuple[Problem, ...]]:
    site, problems = read_site(path, text)
    return DocumentRow("", text, (site.organisation.logo,) if site.organisation.logo else ()), problems


def _front(path: str, text: str, site: Site) -> tuple[DocumentRow, tuple[Problem, ...]]:
    return DocumentRow(_slug(path), text), read_front(path, text, site.zone)[1]


def _redirects(path: str, text: str, _: Site) -> tuple[DocumentRow, tuple[Problem, ...]]:
    redirects, problems = read_redirects(path, text)
    return DocumentRow("", text, redirects=redirects), problems


def _author(path: str, text: str, site: Site) -> tuple[DocumentRow, tuple[Problem, ...]]:
    author, problems = copydesk.read_author(path, text, site)
    own = (author.picture.src,) if author.picture else ()
    return DocumentRow(author.slug, text, (*pictures_named(text), *own)), problems


def _page(path: str, text: str, site: Site) -> tuple[DocumentRow, tuple[Problem, ...]]:
    page, problems = copydesk.read_page(path, text, site)
    return DocumentRow(page.slug, text, tuple(pictures_named(text))), problems


def _introduction(path: str, text: str, site: Site) -> tuple[DocumentRow, tuple[Problem, ...]]:
    introduction, problems = copydesk.read_introduction(path, text, site)
    own = (introduction.picture.src,) if introduction.picture else ()
    return DocumentRow(introduction.slug, text, (*pictures_named(text), *own)), problems


_READERS: Mapping[str, Reader] = {
    "story": _story, "site": _site, "front": _front, "redirects": _redirects, "author": _author, "page": _page,
    "topic": _introduction, "series": _introduction,
}  # fmt: skip


def _slug(path: str) -> str:
    return copydesk.slugify(path.rpartition("/")[2].rpartition(".")[0]) or "page"


def _measured(path: str, data: bytes) -> Measured:
    try:
        picture = measure(data)
        scrub(data, picture.format)  # what cannot be served whole is not there for any page
        if picture.format == "jpeg" and breaks_off(data):
            raise ValueError("It breaks off in the middle: the file was not copied whole.")
    except ValueError as error:
        raise Unreadable(Problem(path, 1, 1, "error", str(error), "Save it anew as JPEG, PNG or WebP.")) from None
    return picture


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def _misnamed(path: str, picture: Measured) -> tuple[Problem, ...]:
    """It is served as what it is. Other programs go by the name."""
    stem, _, suffix = path.rpartition(".")
    if suffix.lower() in SUFFIXES[picture.format]:
        return ()
    name = f"{stem.rpartition('/')[2]}.{SUFFIXES[picture.format][0]}"
    what = f"It is a {picture.format.upper()} picture, whatever its name says; it is shown as that."
    return (Problem(path, 1, 1, "warning", what, f"Name it {name}, there and in the stories that show it."),)


def _worth_keeping(record: Record, text: str) -> bytes:
    """The text, packed, of what changed in the last thirty days and has not expired."""
    if isinstance(record.row, StoryRow):
        if record.row.public_until is not None and record.row.public_until <= time.time() * 1e6:
            return b""
        if time.time() - record.signature.mtime_ns / 1e9 > KEEP_DAYS * 86_400:
            return b""
    return packed(text)
