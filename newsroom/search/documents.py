"""A story of the catalogue made into a document of the index."""

import json
from datetime import UTC

from tantivy import Document

from newsroom.archive import Archive, decode
from newsroom.catalogue.rows import Filed
from newsroom.catalogue.schema import moment
from newsroom.errors import Unreadable
from newsroom.frontmatter import body_of
from newsroom.memory import Memory
from newsroom.search.plain import words_alone
from newsroom.search.schema import digest, head_field, stem_field
from newsroom.search.words import composed, language_of, numbers_apart, numbers_in_one, prepared
from newsroom.signature import Signature


def stamp_of(filed: Filed, site_language: str) -> int:
    """Differs wherever anything that is taken in differs."""
    return digest(f"{site_language} {filed!r}")


def document(filed: Filed, archive: Archive, memory: Memory, site_language: str) -> Document:
    note = json.loads(filed.note)
    topics, authors = json.loads(filed.topics), json.loads(filed.authors)
    tag = note["language"] or site_language
    body, content = _body(filed, archive, memory)
    in_one = numbers_in_one(body)
    apart = numbers_apart(f"{note['headline']} \n{note['standfirst']} \n{body if in_one != body else ''}")
    headline, standfirst = prepared(note["headline"]), prepared(note["standfirst"])
    names = prepared(" \n".join([note["kicker"], *(title for _, title in topics), *(title for _, title in authors)]))
    parts = (headline, standfirst, names, composed(in_one), *([apart] if apart else ()))
    made = Document()
    for part in parts:
        made.add_text("text", part)
    made.add_text("headline", headline)
    for slug, title in topics:
        made.add_text("topics", f"{prepared(title)} {slug}")
    for slug, title in authors:
        made.add_text("authors", f"{prepared(title)} {slug}")
    if language := language_of(tag):
        for part in parts:
            made.add_text(stem_field(language), part)
        made.add_text(head_field(language), headline)
        made.add_text(head_field(language), standfirst)
    _add_facts(made, filed, tag, content)
    made.add_unsigned("stamp", stamp_of(filed, site_language))
    return made


def _add_facts(made: Document, filed: Filed, tag: str, content: str) -> None:
    made.add_bytes("path", filed.path.encode("utf-8", "surrogatepass"))
    made.add_bytes("content", content.encode())
    made.add_text("section", filed.section)
    made.add_text("kind", filed.kind)
    made.add_text("language", language_of(tag) or "-")
    made.add_unsigned("key", digest(filed.path))
    made.add_integer("published", filed.published)
    made.add_integer("public_from", filed.public_from)
    if filed.public_until is not None:
        made.add_integer("public_until", filed.public_until)
    if filed.day:
        made.add_unsigned("year", moment(filed.published).astimezone(UTC).year)


def _body(filed: Filed, archive: Archive, memory: Memory) -> tuple[str, str]:
    """The text that is published now, and the content of the file that it came from: none where it is no longer there,
    as for a broken file, whose last good text is taken."""
    try:
        source = archive.read(filed.path)
    except Unreadable:
        source = None
    known = Signature(*map(int, filed.signature.split(":"))).content if filed.signature else ""
    if source and source.signature.content == known and not filed.is_broken:
        return words_alone(body_of(decode(source)[0])), known
    good = memory.last_good(filed.path, but=source.signature if source and filed.is_broken else None)
    return (words_alone(body_of(good[1])), "") if good and filed.is_broken else ("", "")
