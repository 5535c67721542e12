"""JSON-LD for search engines: schema.org terms, plain values in, dictionaries for `|tojson` out.

A value that is absent is left out; nothing here is null or empty. Every URL is absolute.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from newsroom.article import Article
from newsroom.pages.views import Figure
from newsroom.site import Site

CONTEXT = "https://schema.org"

# NewsArticle stands beside its own subtypes for parsers that know only that name.
TYPES: Mapping[str, str | list[str]] = {
    "news": ["NewsArticle", "ReportageNewsArticle"],
    "analysis": ["NewsArticle", "AnalysisNewsArticle"],
    "opinion": ["NewsArticle", "OpinionNewsArticle"],
    "review": ["NewsArticle", "ReviewNewsArticle"],
    "explainer": ["NewsArticle", "BackgroundNewsArticle"],
    "live": "LiveBlogPosting",
    "sponsored": "AdvertiserContentArticle",
}

Crumbs = tuple[tuple[str, str], ...]
Node = dict[str, object]


def organisation(site: Site, base_url: str, logo: Figure | None) -> Node:
    """The publisher. Other nodes refer to it by its `@id`."""
    about = site.organisation
    policies = {key: _absolute(base_url, value) for key, value in about.policies.items()}
    return _present(
        {
            "@type": "NewsMediaOrganization",
            "@id": f"{base_url}/#org",
            "name": about.name or site.title,
            "url": f"{base_url}/",
            "description": site.description,
            "logo": _picture(base_url, logo) if logo else None,
            "email": about.email,
            "address": about.address,
            "foundingDate": about.founded,
            "sameAs": about.same_as,
            **policies,
        }
    )


def article_graph(
    *,
    site: Site,
    base_url: str,
    url: str,
    story: Article,
    kind: str,
    headline: str,
    description: str,
    images: tuple[str, ...],
    people: tuple[tuple[str, str], ...],
    section_title: str,
    word_count: int,
    breadcrumbs: Crumbs,
    corrections: tuple[tuple[str, datetime | None], ...],
    language: str,
    series: tuple[str, str] | None,
    topics: tuple[str, ...],
    logo: Figure | None = None,
    backstory: str = "",
) -> Node:
    """A story's graph: the article, the way to it, the publisher. `people` are names and URLs of authors' pages;
    `corrections` are plain text with their date; `backstory` is plain text on how it was reported."""
    publisher = organisation(site, base_url, logo)
    me = {"@id": publisher["@id"]}
    article = {
        "@type": TYPES.get(kind, TYPES["news"]),
        "@id": f"{url}#article",
        "url": url,
        "mainEntityOfPage": {"@id": url},
        "headline": headline,
        "description": description,
        "image": images,
        "datePublished": _iso(story.published, site.zone),
        "dateModified": _iso(modified(story), site.zone),
        "coverageStartTime": _iso(story.published, site.zone) if kind == "live" else None,
        "author": [_author(name, page) for name, page in people] or me,
        "publisher": me,
        "copyrightHolder": me,
        "publishingPrinciples": publisher.get("publishingPrinciples"),
        "articleSection": section_title,
        "keywords": topics,
        "dateline": story.dateline,
        "locationCreated": {"@type": "Place", "name": story.dateline} if story.dateline else None,
        "inLanguage": language or site.language,
        "isAccessibleForFree": True,
        "wordCount": word_count or None,
        "backstory": backstory,
        "correction": [_correction(text, date, site.zone) for text, date in corrections],
        "isPartOf": _series(*series) if series else None,
    }
    return _graph(_present(article), _breadcrumbs(breadcrumbs), publisher)


def list_graph(
    *,
    kind: str,
    url: str,
    name: str,
    description: str,
    items: tuple[str, ...],
    breadcrumbs: Crumbs,
    organisation: Node,
    person: Mapping[str, object] | None = None,
    language: str = "",
) -> Node:
    """The graph of a page that is no story. `kind` is a type of page, such as `CollectionPage`, `ProfilePage` or
    `AboutPage`; `items` are the URLs it lists, in order; `person` holds what is known of the author of a ProfilePage,
    in schema.org's terms; `organisation` is what the function of that name returns."""
    me = {"@id": organisation["@id"]}
    website = _website(organisation)
    listed = _item_list(url, items)
    page = {
        "@type": kind,
        "@id": url,
        "url": url,
        "name": name,
        "description": description,
        "inLanguage": language,
        "isPartOf": {"@id": website["@id"]},
        "publisher": me,
        "mainEntity": _person(person, url, me) if person else listed,
    }
    return _graph(_present(page), listed if person else {}, _breadcrumbs(breadcrumbs), website, organisation)


def modified(story: Article) -> datetime | None:
    """The last real change: the update or the correction that is the latest, never before publication. None for a
    story without any date."""
    dates = (story.published, story.updated, *(each.date for each in story.corrections))
    return max((date for date in dates if date), default=None)


def _graph(*nodes: Node) -> Node:
    return {"@context": CONTEXT, "@graph": [node for node in nodes if node]}


def _present(node: Mapping[str, object]) -> Node:
    kept = {key: list(value) if isinstance(value, tuple) else value for key, value in node.items()}
    return {key: value for key, value in kept.items() if value not in (None, "", [], {})}


def _author(name: str, page: str) -> Node:
    return _present({"@type": "Person", "@id": f"{page}#person" if page else None, "name": name, "url": page})


def _person(person: Mapping[str, object], url: str, works_for: Node) -> Node:
    page = person.get("url", url)
    return _present({"@type": "Person", "@id": f"{page}#person", "url": page, "worksFor": works_for, **person})


def _series(name: str, url: str) -> Node:
    return {"@type": "CreativeWorkSeries", "@id": f"{url}#series", "name": name, "url": url}


def _correction(text: str, date: datetime | None, zone: ZoneInfo) -> Node:
    return _present({"@type": "CorrectionComment", "text": text, "datePublished": _iso(date, zone)})


def _breadcrumbs(crumbs: Crumbs) -> Node:
    """Nothing for fewer than two: that leads nowhere."""
    if len(crumbs) < 2:
        return {}
    places = [
        _present({"@type": "ListItem", "position": position, "name": name, "item": url})
        for position, (name, url) in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": places}


def _item_list(url: str, items: tuple[str, ...]) -> Node:
    if not items:
        return {}
    places = [{"@type": "ListItem", "position": position, "url": item} for position, item in enumerate(items, start=1)]
    return {"@type": "ItemList", "@id": f"{url}#list", "numberOfItems": len(items), "itemListElement": places}


def _website(publisher: Node) -> Node:
    home = publisher["url"]
    me = {"@id": publisher["@id"]}
    return {"@type": "WebSite", "@id": f"{home}#site", "name": publisher["name"], "url": home, "publisher": me}


def _picture(base_url: str, figure: Figure) -> Node:
    size = {"width": figure.width or None, "height": figure.height or None}
    return _present({"@type": "ImageObject", "url": _absolute(base_url, figure.url), **size})


def _absolute(base_url: str, address: str) -> str:
    if not address.startswith("/"):
        return address
    return base_url + quote(address, safe="/%?#[]@!$&'()*+,;=:~-._")


def _iso(moment: datetime | None, zone: ZoneInfo) -> str | None:
    """RFC 3339, in the site's zone. Offsets with seconds, as clocks had before 1900, have no form there: then UTC."""
    if moment is None:
        return None
    try:
        local = moment.astimezone(zone)
    except OverflowError:  # within a day of the first or last moment of the calendar
        local = moment
    offset = local.utcoffset()
    if offset is not None and offset.total_seconds() % 60:
        local = moment.astimezone(UTC)
    return local.isoformat(timespec="seconds")
