"""What holds for the linked data of every page, read with extruct as search engines and social sites read it."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import lxml.html
from extruct.jsonld import JsonLdExtractor
from extruct.opengraph import OpenGraphExtractor

from tests.house_rules import Page

FRONT = re.compile("/(?:[a-z]{2}/)?")
"""The paper's, and those of its languages: nothing stands above them."""
Status = Callable[[str], int]

ARTICLES = frozenset(
    ("NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "ReviewNewsArticle",
     "BackgroundNewsArticle", "LiveBlogPosting", "AdvertiserContentArticle")
)  # fmt: skip
_THING = {"@type", "@id", "name", "url", "description", "sameAs", "image", "alternateName"}
_PAGE = _THING | {"inLanguage", "isPartOf", "publisher", "mainEntity"}
_ARTICLE = _THING | {
    *("headline", "mainEntityOfPage", "datePublished", "dateModified", "author", "publisher", "copyrightHolder"),
    *("publishingPrinciples", "articleSection", "keywords", "dateline", "locationCreated", "inLanguage", "wordCount"),
    *("isAccessibleForFree", "backstory", "citation", "correction", "isPartOf", "isBasedOn"),
}
TERMS: dict[str, set[str]] = {
    **dict.fromkeys(ARTICLES, _ARTICLE),
    "ReviewNewsArticle": _ARTICLE | {"itemReviewed", "reviewRating"},
    "LiveBlogPosting": _ARTICLE | {"coverageStartTime", "coverageEndTime", "liveBlogUpdate"},
    **dict.fromkeys(
        ("WebPage", "CollectionPage", "ProfilePage", "AboutPage", "ContactPage", "SearchResultsPage"), _PAGE
    ),
    "BreadcrumbList": {"@type", "itemListElement"},
    "ItemList": {"@type", "@id", "numberOfItems", "itemListElement"},
    "ListItem": {"@type", "position", "name", "item", "url"},
    "ImageObject": {"@type", "url", "width", "height", "caption", "creditText", "digitalSourceType"},
    "Person": _THING | {"jobTitle", "email", "knowsAbout", "worksFor"},
    "Organization": _THING,
    "NewsMediaOrganization": _THING | {
        *("logo", "email", "address", "foundingDate", "masthead", "ethicsPolicy", "correctionsPolicy"),
        *("publishingPrinciples", "verificationFactCheckingPolicy", "unnamedSourcesPolicy", "diversityPolicy"),
        *("actionableFeedbackPolicy", "diversityStaffingReport", "ownershipFundingInfo", "noBylinesPolicy"),
        "missionCoveragePrioritiesPolicy",
    },
    "WebSite": _THING | {"inLanguage", "publisher", "potentialAction"},
    "SearchAction": {"@type", "target", "query-input"},
    "EntryPoint": {"@type", "urlTemplate"},
    "CorrectionComment": {"@type", "text", "datePublished"},
    "CreativeWorkSeries": _THING,
    "Place": {"@type", "name"},
    "Rating": {"@type", "ratingValue", "bestRating", "worstRating"},
    **dict.fromkeys(("Book", "Movie", "Restaurant", "ExhibitionEvent", "Play", "MusicAlbum", "Thing"), _THING),
}  # fmt: skip
"""The terms of schema.org that the paper uses, by type: https://schema.org/docs/full.html"""


def faults(page: Page, base_url: str, status: Status) -> Iterator[str]:
    """What is wrong with the linked data and the Open Graph tags of a page that answers 200; `status` tells what an
    address on this site answers."""
    found = JsonLdExtractor().extract(page.html)
    if len(found) != 1 or found[0].get("@context") != "https://schema.org":
        yield f"there are {len(found)} blocks of JSON-LD"
        return
    nodes: list[dict[str, Any]] = found[0]["@graph"]
    main = nodes[0]
    document = lxml.html.document_fromstring(page.html)
    if main.get("url") != page.canonical:
        yield f"the URL in JSON-LD is {main.get('url')}, not {page.canonical}"
    for node in _all_nodes(nodes):
        yield from _term_faults(node)
    yield from _reference_faults(nodes, page.canonical)
    yield from _address_faults(nodes, base_url, status)
    yield from _open_graph_faults(page, base_url, status)
    if ARTICLES & set(_types(main)):
        yield from _story_faults(main, document)
    if not FRONT.fullmatch(page.url):
        yield from _breadcrumb_faults(nodes, document)


def _types(node: dict[str, Any]) -> list[str]:
    written = node.get("@type", [])
    return [written] if isinstance(written, str) else written


def _all_nodes(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _all_nodes(each)
    elif isinstance(value, dict):
        yield value
        yield from _all_nodes(list(value.values()))


def _term_faults(node: dict[str, Any]) -> Iterator[str]:
    if set(node) == {"@id"}:
        return
    types = _types(node)
    if not types or not set(types) <= set(TERMS):
        yield f"{types} is no type that is known here: {str(node)[:80]}"
        return
    if unknown := set(node) - set().union(*(TERMS[each] for each in types)):
        yield f"{types} has {sorted(unknown)}"


def _reference_faults(nodes: list[dict[str, Any]], url: str) -> Iterator[str]:
    defined = {node["@id"] for node in _all_nodes(nodes) if "@id" in node and len(node) > 1}
    for node in _all_nodes(nodes):
        if set(node) == {"@id"} and node["@id"] not in defined | {url}:
            yield f"{node['@id']} is referred to, and is not there"


def _address_faults(nodes: list[dict[str, Any]], base_url: str, status: Status) -> Iterator[str]:
    for node in _all_nodes(nodes):
        for key, value in node.items():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, str) and each.startswith(f"{base_url}/") and key != "urlTemplate":
                    path = each.removeprefix(base_url).partition("#")[0]
                    if status(path) != 200:
                        yield f"{key} of {_types(node)} is {path}, which answers {status(path)}"


def _open_graph_faults(page: Page, base_url: str, status: Status) -> Iterator[str]:
    (found,) = OpenGraphExtractor().extract(page.html)
    tags: dict[str, list[str]] = {}
    for name, value in found["properties"]:
        tags.setdefault(name, []).append(value)
    for name in ("og:title", "og:type", "og:url", "og:site_name", "og:locale", "og:description"):
        if len(tags.get(name, [])) != 1 or not tags[name][0].strip():
            yield f"{name} is {tags.get(name)}"
    if tags.get("og:url") != [page.canonical]:
        yield f"og:url is {tags.get('og:url')}, not {page.canonical}"
    if "_" not in tags["og:locale"][0]:
        yield f"og:locale is {tags['og:locale']}, without a territory"
    for image in tags.get("og:image", []):
        if not image.startswith(f"{base_url}/") or status(image.removeprefix(base_url)) != 200:
            yield f"og:image is {image}, and cannot be fetched"
    if "og:image" in tags and not {"og:image:width", "og:image:height"} <= set(tags):
        yield "og:image has no size"


def _story_faults(main: dict[str, Any], document: Any) -> Iterator[str]:
    (heading,) = document.xpath("//h1/bdi")
    if main["headline"] != heading.text_content():
        yield f"the headline is {main['headline']!r}, the visible one {heading.text_content()!r}"
    authors = main["author"] if isinstance(main["author"], list) else []
    seen = [each.text_content() for each in document.xpath("//p[@class='who']/a[@rel='author'] | //p[@class='who']/b")]
    if [each["name"] for each in authors] != seen:
        yield f"the authors are {[each['name'] for each in authors]}, the visible ones {seen}"
    if not seen and main["author"]["@type"] != "NewsMediaOrganization":
        yield "nobody has signed it, and the paper does not answer for it"
    shown = [datetime.fromisoformat(each.get("datetime")) for each in document.xpath("//div[@class='by']/p/span//time")]
    dates = [datetime.fromisoformat(main[key]) for key in ("datePublished", "dateModified") if key in main]
    if dates[:1] != shown[:1] or dates[-1:] != shown[-1:]:
        yield f"the dates are {dates}, the visible ones {shown}"
    if main.get("image") and not document.xpath("//figure[starts-with(@class, 'lead')]"):
        yield "it has a picture that is not to be seen"


def _breadcrumb_faults(nodes: list[dict[str, Any]], document: Any) -> Iterator[str]:
    lists = [node for node in nodes if "BreadcrumbList" in _types(node)]
    names = [each["name"] for node in lists for each in node["itemListElement"]]
    if len(lists) != 1 or len(names) < 2:
        yield f"the breadcrumbs are {names}"
    visible = [each.text_content().strip() for each in document.xpath("//nav[@class='crumbs']//li")]
    if visible and names[: len(visible)] != visible:
        yield f"the breadcrumbs are {names}, the visible ones {visible}"
