"""The small files by which machines learn what they may do here, and who is behind the paper: plain text."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Final

from newsroom import sitemaps
from newsroom.query import Query

AI_CRAWLERS: Final = (
    "AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ClaudeBot",
    "cohere-training-data-crawler", "Diffbot", "FacebookBot", "Google-Extended", "GPTBot", "ImagesiftBot",
    "meta-externalagent", "omgili", "PanguBot", "PerplexityBot", "Timpibot",
)  # fmt: skip
"""Those that gather texts to train or feed language models, by the names that they ask robots.txt for."""

NO_ADS: Final = "placeholder.example.com, placeholder, DIRECT, placeholder"
_MONTHS_VALID: Final = 7
_KEPT_OUT: Final = ("Disallow: /search$", "Disallow: /search?")


def robots(query: Query) -> str:
    """RFC 9309. Searches are kept out, and not the stories whose addresses begin with that word."""
    lines = ["User-agent: *", *_KEPT_OUT, "Allow: /"]
    choice = query.site.discovery.ai_crawlers
    if choice:
        lines += ["", "# Whoever gathers texts for language models:"]
        lines += [f"User-agent: {name}" for name in AI_CRAWLERS]
        lines += ["Disallow: /"] if choice == "disallow" else [*_KEPT_OUT, "Allow: /"]
    paths = ("/sitemap.xml", *sitemaps.news_paths(query))
    return _text(*lines, "", *(f"Sitemap: {query.base_url}{path}" for path in paths))


def trust(query: Query) -> str:
    """https://journallist.net/reference-document-for-trust-txt-specifications"""
    site = query.site
    values: dict[str, tuple[str, ...]] = dict(site.discovery.trust)
    values.setdefault("social", site.organisation.same_as)
    if site.organisation.email:
        values.setdefault("contact", (f"mailto:{site.organisation.email}",))
    if site.discovery.ai_crawlers:
        values.setdefault("datatrainingallowed", ("no" if site.discovery.ai_crawlers == "disallow" else "yes",))
    pairs = [(key, _absolute(query, value)) for key, each in values.items() for value in each]
    return _text(f"# trust.txt of {site.title}", *(f"{key}={value}" for key, value in pairs))


def ads(query: Query) -> str:
    """IAB ads.txt 1.1; the line that stands for "no ads" where there are none."""
    return _text(*(query.site.discovery.ads or (NO_ADS,)))


def security(query: Query) -> str | None:
    """RFC 9116. None without anybody to write to. `Expires` is half a year away or a little more, and moves as each
    month begins in the paper's zone."""
    contacts = query.site.discovery.security
    if not contacts and query.site.organisation.email:
        contacts = (f"mailto:{query.site.organisation.email}",)
    if not contacts:
        return None
    languages = dict.fromkeys((query.site.language.partition("-")[0], "en"))
    return _text(
        *(f"Contact: {_absolute(query, each)}" for each in contacts),
        f"Expires: {_expiry(query.today):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(languages)}",
        f"Canonical: {query.base_url}/.well-known/security.txt",
    )


def humans(query: Query) -> str:
    """https://humanstxt.org: the people of the paper."""
    site = query.site
    return _text("/* TEAM */", site.organisation.name or site.title, *_people(query), "", "/* SITE */", site.title,
                 f"Language: {site.language}", "Software: Broadsheet")  # fmt: skip


def manifest(query: Query, icons: tuple[Mapping[str, str], ...]) -> dict[str, object]:
    """W3C Web Application Manifest; `icons` are its entries."""
    site, chrome = query.site, query.chrome()
    return {
        "name": site.title, "short_name": site.title, "description": site.description or site.tagline or site.title,
        "lang": site.language, "dir": chrome.direction, "id": "/", "start_url": "/", "scope": "/",
        "display": "minimal-ui", "background_color": "#fcfbf8", "theme_color": "#fcfbf8", "icons": list(icons),
    }  # fmt: skip


def _people(query: Query) -> Iterator[str]:
    for document in query.reader.documents("author"):
        if author := query.author(document.slug):
            yield f"{author.name}: {author.role}" if author.role else author.name


def _expiry(today: date) -> datetime:
    """The first of the seventh month from today's."""
    year, month = divmod(today.year * 12 + today.month - 1 + _MONTHS_VALID, 12)
    return datetime(year, month + 1, 1, tzinfo=UTC)


def _absolute(query: Query, address: str) -> str:
    return f"{query.base_url}{address}" if address.startswith("/") else address


def _text(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)
