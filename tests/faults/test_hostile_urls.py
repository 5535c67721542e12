"""Addresses that nobody types: one URL for each page, no way out of the site, and never a fault of the server."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.desk import BASE_URL, Clock, get, make_content, open_paper, write_story
from tests.faults.server import Gunicorn
from tests.house_rules import header_faults

STORY = "/2026/11/05/cafe-olé"
WRITTEN = "/2026/11/05/cafe-ol%C3%A9"
CANARY = "canary-in-the-cellar"

# The same page under another name: one permanent redirect to its name, or no page.
VARIANTS = [
    "/2026/11/05/cafe-ole%CC%81",  # NFD
    "/2026/11/05/Cafe-Ol%C3%89",
    "/2026/11/05/CAFE-OL%C3%A9",
    "/2026/11/05/cafe-ol%C3%A9/",
    "/2026/11/5/cafe-ol%C3%A9",
    "/2026/011/05/cafe-ol%C3%A9",
    "//2026/11/05/cafe-ol%C3%A9",
    "/2026//11/05/cafe-ol%C3%A9",
    "/2026/11/05//cafe-ol%C3%A9",
    "/2026/11/05/./cafe-ol%C3%A9",
    "/2026/11/05/x/../cafe-ol%C3%A9",
    "/2026/11/05/x/%2e%2e/cafe-ol%C3%A9",
    "/2026/11/05%2Fcafe-ol%C3%A9",
    "/2026/11/05%5Ccafe-ol%C3%A9",
    "/2026/11/05\\cafe-ol%C3%A9",
    "/2026/11/05/cafe-ol%C3%A9;x=1",
    "/2026/11/05;/cafe-ol%C3%A9",
    "/2026/11/05/cafe-ol%C3%A9%20",
    "/2026/11/05/cafe-ol%C3%A9.md",
    "/2026/11/05/cafe-ol%C3%A9.html",
    "/2026/11/05/cafe-ol%C3%A9?",
    "/2026/11/05/cafe-ol%C3%A9?a=1",
    "/2026/11/05/cafe-ol%C3%A9?page=1",
    "/2026/11/05/cafe-ol%C3%A9?utm_source=x&utm_source=y",
    "/2026/11/05/cafe-ol%C3%A9?%00",
    "/2026/11/05/cafe-ol%C3%A9?%ff=%fe",
    "/latest",
    "/Latest/",
    "/latest//",
    "/latest/?page=1",
    "/latest/?page=01",
    "/latest/?page=1&page=1",
    "/latest/?x=1",
    "/latest/?page=2&x=1",
    "/latest/?" + "a=1&" * 1500,
    "/?__debugger__=yes&cmd=resource&f=style.css",
    "/?page=1",
    "/?a=1",
    "/index.html",
    "/archive/2026/11/5/",
    "/archive/2026/11/05",
    "/news",
    "/NEWS/",
]

# No page at all.
NOWHERE = [
    "/archive/2026/13/",
    "/archive/2026/02/30/",
    "/archive/0000/",
    "/archive/0000/00/",
    "/archive/2026/00/",
    "/archive/2026/11/00/",
    "/archive/9999/12/31/",
    "/archive/99999999999999999999/",
    "/archive/-1/",
    "/2026/02/30/cafe-ol%C3%A9",
    "/latest/?page=0",
    "/latest/?page=-1",
    "/latest/?page=51",
    "/latest/?page=999999999999999999999",
    "/latest/?page=%D9%A2",  # an Arabic-Indic 2
    "/latest/?page=1e0",
    "/latest/?page=",
    "/topics/none/",
    "/authors/../../cellar/",
    "/2026/11/05/" + "a" * 300,
    "/" + "a/" * 2000,
    "/" + "%F0%9F%98%80" * 300,
    "/.env",
    "/.git/config",
    "/site.toml",
    "/content/site.toml",
    "/articles/cafe-ol%C3%A9.md",
    "/instance/generation",
    "/app.py",
    "/static/../app.py",
    "/static/%2e%2e/app.py",
    "/static/..%2fapp.py",
    "/console",
    "/%00",
    "/a%00b",
    "/a%0d%0aSet-Cookie:%20x=1",
    "/a%0aLocation:%20//evil.test",
    "/%ff",
    "/%c0%ae%c0%ae/cellar",
    "/%ed%a0%80",
    "/%E2%80%AE",
    "/%EF%BC%8E%EF%BC%8E%EF%BC%8F",
    "/{{7*7}}",
    "/<script>alert(1)</script>",
]

TRAVERSALS = [
    step.join(("/", "cellar.md")) if base == "/" else base + step + "cellar.md"
    for base in ("/", "/media/", "/static/", "/2026/11/05/", "/authors/", "/articles/")
    for step in (
        "../",
        "../../",
        "../" * 12,
        "%2e%2e/",
        "%2e%2e%2f",
        "..%2f..%2f",
        "%252e%252e%252f",
        "%252e%252e/",
        "..%5c",
        "..\\",
        "..;/",
        "..;x=1/",
        "....//",
        "%c0%ae%c0%ae/",
        "%uff0e%uff0e/",
        "..%00/",
        "//",
        "/%2f",
        "file:///",
    )
]

ELSEWHERE = [
    "//evil.test",
    "//evil.test/",
    "//evil.test/latest",
    "//evil.test/%2e%2e",
    "///evil.test/latest",
    "/%2fevil.test/latest",
    "/%2f%2fevil.test",
    "/%5cevil.test/latest",
    "/\\evil.test",
    "/%09/evil.test/latest",
    "/%0a/evil.test/latest",
    "/%20//evil.test",
    "//evil.test%2f..",
    "//evil.test/latest?page=1",
    "/latest?next=//evil.test",
    "/latest?//evil.test",
    "/https://evil.test/",
    "/https:evil.test",
    "//news/",
    "//latest",
    "/.//evil.test/latest",
    "/;//evil.test",
    "//@evil.test/",
    "/@evil.test",
    "//[",
    "/[",
    "//[::1",
]

HOSTS = [
    "evil.test",
    "evil.test:443",
    "gazette.example.evil.test",
    "gazette.example@evil.test",
    "",
    "[",
    "[::1",
    "a b",
    "\u00e9.test",
    "x" * 300,
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """One paper for all: what an address answers must not depend on those that were asked for before it."""
    folder = tmp_path_factory.mktemp("hostile")
    app = open_paper(edition(folder), folder / "data", Clock())
    yield app.test_client()
    app.extensions["paper"].close()


def edition(folder: Path) -> Path:
    content = make_content(folder / "content")
    for beside in (folder, content, content / "articles" / ".hidden"):
        beside.mkdir(exist_ok=True)
        (beside / "cellar.md").write_text(f"---\nheadline: {CANARY}\ndraft: true\n---\n{CANARY}\n")
    write_story(content, "cafe-olé", published="2026-11-05T09:00:00Z")
    for number in range(30):
        write_story(content, f"other-{number}", published=f"2026-10-{1 + number % 28:02}T09:00:00Z")
    return content


def ask(client: FlaskClient, target: str, **headers: str) -> TestResponse:
    """As gunicorn hands a target on: its path decoded once, nothing tidied up."""
    path, _, query = target.partition("?")
    raw = target.encode("utf-8")
    environ = {
        "PATH_INFO": unquote_to_bytes(path.encode()).decode("latin-1"),
        "QUERY_STRING": query,
        "RAW_URI": raw.decode("latin-1"),
        "REQUEST_URI": raw.decode("latin-1"),
    }
    return client.open("/", base_url=BASE_URL, headers=headers, environ_overrides=environ)


def assert_stays_here(location: str, base_url: str = BASE_URL) -> str:
    """A redirect's target on this site; a browser must not read another host into it, nor tidy it into one."""
    assert "\\" not in location, location
    assert not re.search(r"[\x00-\x20]", location), location
    assert not re.match(r"/[/\t]", location), location
    whole = urljoin(base_url + "/", location)
    assert whole.startswith(base_url + "/"), location
    parts = urlsplit(whole)
    assert not parts.path.startswith("//"), location
    return parts._replace(scheme="", netloc="").geturl()


@pytest.mark.parametrize("target", VARIANTS)
def test_a_page_has_one_url(client: FlaskClient, target: str) -> None:
    response = ask(client, target)
    assert response.status_code in (301, 308, 400, 404), f"{target} answers {response.status}"
    if response.status_code < 400:
        end = get(client, assert_stays_here(response.headers["Location"]))
        assert end.status_code in (200, 404), "one redirect, not two"
    if response.status_code == 301:
        assert response.headers["Cache-Control"] == "no-store", "the paper may take it back"
    assert not list(header_faults(response))


@pytest.mark.parametrize("target", NOWHERE)
def test_no_page_is_made_up(client: FlaskClient, target: str) -> None:
    response = ask(client, target)
    if response.status_code in (301, 308):
        response = get(client, assert_stays_here(response.headers["Location"]))
    assert response.status_code in (400, 404, 414), f"{target} answers {response.status}"
    assert "<script>alert" not in response.text
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("target", TRAVERSALS)
def test_nothing_outside_is_reached(client: FlaskClient, target: str) -> None:
    response = ask(client, target)
    assert response.status_code in (301, 308, 400, 404), f"{target} answers {response.status}"
    assert CANARY not in response.text
    if response.status_code < 400:
        assert get(client, assert_stays_here(response.headers["Location"])).status_code == 404


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_reader_is_led_to_another_host(client: FlaskClient, target: str) -> None:
    response = ask(client, target)
    assert response.status_code < 500
    if "Location" in response.headers:
        assert_stays_here(response.headers["Location"])
    assert not re.search(r"(?:href|src|action|content)=[\"']?(?:https?:)?//[^\"'>]*evil", response.text)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("url", ["/", "/latest", WRITTEN, "/none"])
def test_a_foreign_host_is_never_believed(client: FlaskClient, host: str, url: str) -> None:
    good = get(client, url)
    response = client.get(url, environ_overrides={"HTTP_HOST": host})
    assert response.status_code == 400 or response.data == good.data
    assert "evil" not in response.text + str(response.headers)


@pytest.mark.parametrize(
    "header",
    ["X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-Original-URL", "X-Rewrite-URL", "Forwarded"],
)
def test_forwarded_names_change_nothing(client: FlaskClient, header: str) -> None:
    assert ask(client, WRITTEN, **{header: "evil.test"}).data == ask(client, WRITTEN).data


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("url", ["/", "/latest/", WRITTEN])
def test_other_methods_are_refused(client: FlaskClient, method: str, url: str) -> None:
    response = client.open(url, base_url=BASE_URL, method=method)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_the_story_is_where_it_should_be(client: FlaskClient) -> None:
    assert get(client, WRITTEN).status_code == 200
    head = client.head(WRITTEN, base_url=BASE_URL)
    assert (head.status_code, head.data) == (200, b"")


def requests_as_sent() -> Iterator[bytes]:
    for target in (*VARIANTS, *NOWHERE, *TRAVERSALS, *ELSEWHERE):
        yield f"GET {target} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n".encode()
    for host in HOSTS:
        yield f"GET /latest HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
    yield b"GET /latest HTTP/1.0\r\n\r\n"
    yield b"GET http://evil.test/latest HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n"
    yield b"GET /latest HTTP/1.1\r\nHost: HOST\r\nHost: evil.test\r\nConnection: close\r\n\r\n"
    yield b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: HOST\r\n\r\n"
    yield b"GET / HTTP/1.1\r\nHost: HOST\r\nX: " + b"a" * 9000 + b"\r\n\r\n"


@pytest.mark.alone
def test_the_same_over_a_socket(tmp_path: Path) -> None:
    with Gunicorn(edition(tmp_path / "live"), tmp_path / "data-live", workers=1) as server:
        own = f"127.0.0.1:{server.port}"
        for request in requests_as_sent():
            answer = server.raw(request.replace(b"HOST", own.encode())).decode("utf-8", "replace")
            told = f"{request[:120]!r}: {answer[:200]!r}"
            assert answer.count("HTTP/1.") >= 1, told
            status = int(answer.split()[1])
            assert status < 500 or status == 505, told
            assert CANARY not in answer, told
            location = re.search(r"^location: (.*?)\r$", answer, re.IGNORECASE | re.MULTILINE)
            if location:
                assert status in (301, 308), told
                assert_stays_here(location[1], server.base_url)
            assert not re.search(r"(?:href|src|action|content)=[\"']?(?:https?:)?//[^\"'>]*evil", answer), told
        assert server.get(WRITTEN)[0] == 200
