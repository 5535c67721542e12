"""The graph of a story: the article, the way to it, the publisher."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from newsroom.article import Article
from newsroom.linked_data.nodes import Crumbs, Node, absolute, breadcrumbs, graph, iso, present, reference
from newsroom.pages.views import Figure
from newsroom.reviews import Review
from newsroom.site import Site

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


@dataclass(frozen=True, slots=True)
class Shape:
    """A picture in one of its shapes: an address and the size of what is there."""

    url: str
    width: int = 0
    height: int = 0


def article_graph(
    *,
    site: Site,
    base_url: str,
    url: str,
    story: Article,
    kind: str,
    headline: str,
    description: str,
    figure: Figure | None,
    shapes: tuple[Shape, ...],
    people: tuple[tuple[str, str], ...],
    section_title: str,
    word_count: int,
    crumbs: Crumbs,
    corrections: tuple[tuple[str, datetime | None], ...],
    language: str,
    series: tuple[str, str] | None,
    topics: tuple[str, ...],
    publisher: Node,
    backstory: str = "",
    sources: tuple[str, ...] = (),
    review: Review | None = None,
) -> Node:
    """`people` are names and URLs of authors' pages; `corrections` are plain text with their date; `backstory` is plain
    text on how it was reported; `shapes` are those of the story's picture, which is `figure`; `publisher` is what
    `organisation` returns."""
    me = reference(publisher)
    article = {
        "@type": TYPES.get(kind, TYPES["news"]),
        "@id": f"{url}#article",
        "url": url,
        "mainEntityOfPage": {"@id": url},
        "headline": headline,
        "description": description,
        "image": [_image(base_url, figure, shape) for shape in shapes] if figure else None,
        "datePublished": iso(story.published, site.zone),
        "dateModified": iso(modified(story), site.zone),
        "coverageStartTime": iso(story.published, site.zone) if kind == "live" else None,
        "author": [_author(name, page, site) for name, page in people] or _no_byline(publisher),
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
        "citation": sources,
        "correction": [_correction(text, date, site.zone) for text, date in corrections],
        "isPartOf": _series(*series) if series else None,
        "isBasedOn": story.canonical if story.canonical != url else None,
        **(_verdict(review) if review and kind == "review" else {}),
    }
    return graph(present(article), breadcrumbs(crumbs), publisher)


def modified(story: Article) -> datetime | None:
    """The last real change: the update or the correction that is the latest, never before publication. None for a
    story without any date."""
    dates = (story.published, story.updated, *(each.date for each in story.corrections))
    return max((date for date in dates if date), default=None)


def _image(base_url: str, figure: Figure, shape: Shape) -> Node:
    return present(
        {
            "@type": "ImageObject",
            "url": absolute(base_url, shape.url),
            "width": shape.width or None,
            "height": shape.height or None,
            "caption": str(figure.caption.striptags()) or figure.alt,
            "creditText": figure.credit,
            "digitalSourceType": f"https://schema.org/{figure.digital_source}" if figure.digital_source else None,
        }
    )


def _author(name: str, page: str, site: Site) -> Node:
    """A byline may name the paper itself, which is nobody."""
    is_paper = name.casefold() in (site.title.casefold(), site.organisation.name.casefold())
    identity = None if is_paper or not page else f"{page}#person"
    return present({"@type": "Organization" if is_paper else "Person", "@id": identity, "name": name, "url": page})


def _no_byline(publisher: Node) -> Node:
    """The paper answers for what nobody has signed; the whole node says why, in `noBylinesPolicy`."""
    return {key: publisher[key] for key in ("@type", "@id", "name", "url")}


def _series(name: str, url: str) -> Node:
    return {"@type": "CreativeWorkSeries", "@id": f"{url}#series", "name": name, "url": url}


def _correction(text: str, date: datetime | None, zone: ZoneInfo) -> Node:
    return present({"@type": "CorrectionComment", "text": text, "datePublished": iso(date, zone)})


def _verdict(review: Review) -> Node:
    rating = {"@type": "Rating", "ratingValue": review.value, "bestRating": review.best, "worstRating": review.worst}
    subject = {"@type": review.type, "name": review.subject, "url": review.url}
    return {"itemReviewed": present(subject), "reviewRating": rating if review.value is not None else None}
