"""The `<head>` of every page, and its trail of links back to the front."""

from contextlib import suppress
from datetime import datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from newsroom import linked_data
from newsroom.article import Picture
from newsroom.images.cards import SocialCard
from newsroom.locales import locale_of
from newsroom.pages.social import card_figure, paper_card
from newsroom.pages.views import Card, FeedLink, Figure, Head, Link
from newsroom.places import FEEDS
from newsroom.query import Query, direction

INDEXED = "max-image-preview:large, max-snippet:-1, max-video-preview:-1"
NOT_INDEXED = "noindex, follow"
_DESCRIPTION = 160


def absolute(query: Query, path: str) -> str:
    return f"{query.base_url}{path}" if path.startswith("/") else path


def feed_link(query: Query, name: str = "", path: str = "/") -> FeedLink:
    """The feeds of the list `name` at `path`; of the whole paper without them."""
    addresses = (absolute(query, f"{path}{each}") for each in FEEDS)
    return FeedLink(f"{query.site.title} – {name}" if name else query.site.title, path, *addresses)


def shortened(text: str, most: int = _DESCRIPTION) -> str:
    """At a word, with an ellipsis."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:– ") + "…"


def trail(query: Query, *links: Link) -> tuple[Link, ...]:
    """From the front to where the reader is."""
    return (Link(query.say("Front page"), query.front_url(query.language)), *links)


def list_head(
    query: Query, title: str, path: str, description: str, breadcrumbs: tuple[Link, ...], cards: tuple[Card, ...],
    *, number: int = 1, last: int = 1, kind: str = "CollectionPage", indexed: bool = True,
    person: dict[str, object] | None = None, image: Figure | None = None, is_followed: bool = False,
    alternates: tuple[tuple[str, str], ...] = (),
) -> Head:  # fmt: skip
    """For fronts, lists and archives: page `number` of `last` of the list at `path`, which has feeds of its own if it
    `is_followed`."""
    site = query.site
    own = path if number == 1 else f"{path}?page={number}"
    whole = title if number == 1 else query.say("%(title)s – page %(number)s", title=title, number=number)
    url = absolute(query, own)
    data = linked_data.list_graph(
        kind=kind, url=url, name=title, description=description,
        items=tuple(absolute(query, card.url) for card in cards), crumbs=crumbs_of(query, breadcrumbs), person=person,
        organisation=publisher(query), website=linked_data.website(site, publisher(query)), language=query.language,
    )  # fmt: skip
    shown = image or own_card(query)
    previous = path if number == 2 else f"{path}?page={number - 1}"
    return Head(
        title=whole if path == "/" else f"{whole} – {site.title}", og_title=whole,
        description=shortened(description), canonical=url,
        robots=INDEXED if indexed and (cards or person) and number <= 10 else NOT_INDEXED,
        kind="profile" if person else "website", language=query.language, direction=direction(query.language),
        linked_data=data, image=shown, image_url=absolute(query, shown.url),
        previous_url=absolute(query, previous) if number > 1 else "",
        next_url=absolute(query, f"{path}?page={number + 1}") if number < last else "", alternates=alternates,
        locale=og_locale(query.language),
        feeds=(feed_link(query, title, path), feed_link(query)) if is_followed else (feed_link(query),),
    )  # fmt: skip


def plain_head(query: Query, title: str, path: str, description: str = "", *, indexed: bool = True,
               updated: datetime | None = None, kind: str = "WebPage", breadcrumbs: tuple[Link, ...] = (),
               language: str = "") -> Head:  # fmt: skip
    """For standing pages and errors."""
    site = query.site
    url = absolute(query, path)
    data = linked_data.list_graph(
        kind=kind, url=url, name=title, description=description, items=(), crumbs=crumbs_of(query, breadcrumbs),
        organisation=publisher(query), website=linked_data.website(site, publisher(query)),
        language=language or site.language,
    )  # fmt: skip
    return Head(
        title=f"{title} – {site.title}", og_title=title, description=shortened(description), canonical=url,
        robots=INDEXED if indexed else NOT_INDEXED, kind="website", language=site.language,
        direction=direction(site.language), linked_data=data, updated=updated, locale=og_locale(site.language),
        image=own_card(query), image_url=absolute(query, own_card(query).url),
        feeds=(feed_link(query),),
    )  # fmt: skip


def own_card(query: Query) -> Figure:
    """What a social site shows of a page that has no picture of its own."""
    return _own_card(paper_card(query))


@lru_cache(maxsize=64)
def _own_card(card: SocialCard) -> Figure:
    return card_figure(card)


def crumbs_of(query: Query, links: tuple[Link, ...]) -> linked_data.Crumbs:
    return tuple((link.text, absolute(query, link.url)) for link in links)


def publisher(query: Query) -> linked_data.Node:
    return linked_data.organisation(query.site, query.base_url, logo(query), query.policies)


@lru_cache(maxsize=512)
def og_locale(language: str) -> str:
    """`language_TERRITORY`, as Open Graph has it, with the territory that is likely where the tag names none."""
    locale = locale_of(language)
    if not locale.territory:
        with suppress(ValueError, UnknownLocaleError):
            locale = Locale.parse(get_global("likely_subtags").get(str(locale), str(locale)))
    return f"{locale.language}_{locale.territory}" if locale.territory else locale.language


def logo(query: Query) -> Figure | None:
    source = query.site.organisation.logo
    return query.figure(Picture(source), "site.toml") if source else None
