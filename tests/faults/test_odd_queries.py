"""Whatever a reader types, search answers with a page: never with a fault, never by another language's rules."""

import itertools
import random
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.desk import BASE_URL, Clock, make_content, open_paper, write_story
from tests.house_rules import header_faults

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


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("odd")
    content = make_content(folder / "content")
    for number in range(12):
        language = ("en", "ja", "ar", "de")[number % 4]
        write_story(content, f"wall-{number}", body="The harbour wall. 港の石炭岸壁 e\u0301 الميناء", language=language)
    write_story(content, "hidden", body="zymurgy", draft=True)
    app = open_paper(content, folder / "data", Clock())
    yield app.test_client()
    app.extensions["paper"].close()


@pytest.mark.parametrize("order", ["", "&order=date"])
def test_no_query_is_a_fault(client: FlaskClient, order: str) -> None:
    """With one client, since the state of the index is the same for all."""
    answers: dict[int, int] = {}
    for typed in ODD:
        response = client.get("/search", query_string=f"q={typed}{order}", base_url=BASE_URL)
        answers[response.status_code] = answers.get(response.status_code, 0) + 1
        assert response.status_code in (200, 301, 404), f"{typed[:200]} answers {response.status}"
        assert not list(header_faults(response)), typed[:200]
        assert "zymurgy" not in response.text
    assert answers[200] > 450
    assert "harbour <mark>wall</mark>" in client.get("/search?q=wall", base_url=BASE_URL).text
