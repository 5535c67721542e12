"""The fields of the index. A changed schema, or a changed way of cutting words, takes a new VERSION.

Whether a story may be shown is not for the index to say: it holds the moments by which each query leaves out what is
not public, and whatever it finds is asked of the catalogue again. Drafts are not in it.
"""

import hashlib

from tantivy import Index, Schema, SchemaBuilder

from newsroom.search.words import STEMMERS, analyser

VERSION = 4
EXACT = "exact"
LANGUAGES = tuple(sorted(set(STEMMERS) - {"no", "nn"}))


def stem_field(language: str) -> str:
    """All words of stories in that language, stemmed."""
    return f"stem_{language}"


def head_field(language: str) -> str:
    """Headline and standfirst, stemmed."""
    return f"head_{language}"


def schema() -> Schema:
    """`text` is all of a story as written, for names, phrases and spelling; `headline`, `authors`, `topics` its parts.

    `path` is where the story lies, `content` that of the file (`Signature.content`) whose text was taken in; empty
    where the text came from elsewhere. `key` and `stamp` are digests of the path and of everything that was taken in.
    Each field that is indexed costs every save, for its list of terms is made anew: what can do without is not.
    """
    builder = SchemaBuilder()
    for name in ("path", "content"):
        builder.add_bytes_field(name, stored=True)
    for name in ("text", "headline", "authors", "topics"):
        builder.add_text_field(name, tokenizer_name=EXACT)
    for language in LANGUAGES:
        builder.add_text_field(stem_field(language), tokenizer_name=stem_field(language), index_option="freq")
        builder.add_text_field(head_field(language), tokenizer_name=stem_field(language), index_option="freq")
    for name in ("section", "kind", "language"):
        builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    builder.add_unsigned_field("key", indexed=True, fast=True)
    for name in ("stamp", "year"):
        builder.add_unsigned_field(name, fast=True)
    builder.add_integer_field("published", fast=True)
    for name in ("public_from", "public_until"):
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


def register(index: Index) -> Index:
    """Each index, however it was opened, has to be told how its words are cut."""
    index.register_tokenizer(EXACT, analyser())
    for language in LANGUAGES:
        index.register_tokenizer(stem_field(language), analyser(language))
    return index


def digest(text: str) -> int:
    """Sixty-three bits: what tells a hundred thousand paths, or states of a story, apart."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1
