"""What a reader may type into a search: signs of query languages, of scripts, of nothing at all."""

import itertools
import random
from collections.abc import Iterator
from urllib.parse import quote

FTS = [
    '"',
    "AND",
    "a AND",
    "NEAR(a b, 5)",
    "a*",
    "^a",
    "a OR b",
    "NOT a",
    "{a b}:c",
    "(a",
    "a)",
    "col:a",
    "-a",
    "+a",
    "a -",
]
TANTIVY = [
    "title:a", "text:harbour", "path:[a TO z]", "published:>0", "*", "a^2", "a~2", '"a b"~1', "IN [a b]",
    "/a.*/", "\\", "a\\",
    "public_from:[* TO *]", "-*", "NOT", "(((((", "[]", "{}", "!a", "a:b:c:d", "key:0", '"', '""', '"""',
    "'", "“", "«a",
]  # fmt: skip
FILTERS = [
    f"{name}:{value}"
    for name in ("section", "author", "topic", "kind", "before", "after", "SECTION", "-author")
    for value in ("", '"', '""', "x" * 180, "9999-99-99", "0001", "9999", "-1", "\u202ea", "a:b", "😀")
]
SCRIPTS = [
    "الميناء", "هـــذا", "שלום", "港の石炭岸壁", "서울", "ภาษาไทย", "हिन्दी", "ქართული", "ελληνικά", "ﬁne",
    "İSTANBUL", "ß", "ŒUVRE",
    "👩‍👩‍👧‍👦", "🇬🇧🇩🇪", "e\u0301" * 60, "\u0301" * 50, "a\u200bb", "\u202eabc", "\u2066x\u2069", "\ufeffa",
    "\U0010ffff", "Ⅷ", "①",
]  # fmt: skip
RAW = [
    "%00", "%00%00a", "a%00b", "%01%02%03", "%1b%5b31m", "%7f", "%ff", "%c3%28", "%ed%a0%80", "%ed%b0%80a",
    "%f0%28%8c%bc",
    "%u0041", "%", "%2", "%zz", "+", "++++", "%0d%0aSet-Cookie:a=b", "%09%0a%0b", "%c2%80", "%ef%bf%bf", "%ef%bf%be",
]  # fmt: skip
LONG = [
    "a" * 9_000,
    "a " * 4_500,
    '"' * 9_000,
    "-a " * 3_000,
    "港" * 3_000,
    "a" * 200,
    '"' + "the " * 60,
    "a-b" * 70,
    "(" * 200,
]


def odd() -> Iterator[str]:
    """Five hundred and more, as they stand in a query string."""
    yield from map(quote, [*FTS, *TANTIVY, *FILTERS, *SCRIPTS])
    yield from RAW
    yield from map(quote, LONG)
    chance = random.Random(7)  # noqa: S311 - not a secret
    pieces = [*FTS, *TANTIVY, *SCRIPTS, *FILTERS[:40], "harbour", "wall", "the", " ", "  "]
    while True:
        yield quote(chance.choice(["", " ", "-", '"']).join(chance.choices(pieces, k=chance.randrange(1, 7))))


ODD = list(itertools.islice(odd(), 560))
