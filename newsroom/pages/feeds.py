"""The page for people on feeds: what they are, and every feed with its addresses."""

from newsroom.locales import language_name
from newsroom.pages._head import absolute, feed_link, plain_head, trail
from newsroom.pages.lists import all_series, authors, topics
from newsroom.pages.views import FeedGroup, FeedLink, FeedsPage, IndexPage, Link
from newsroom.places import CORRECTIONS, FEEDS
from newsroom.query import Query

PATH = "/feeds/"
ENOUGH = 3
"""Stories that a topic must have to be named here; the page of every topic names its own feed."""
MOST = 200


def feeds_page(query: Query) -> FeedsPage:
    heading = query.say("Feeds")
    text = query.say("Follow the paper, or a part of it, in a program of your own choice.")
    crumbs = trail(query, Link(heading, PATH))
    sections = [query.section_link(each.slug) for each in query.sections]
    languages = [Link(language_name(tag), query.front_url(tag)) for tag in query.site.languages]
    groups = (
        _group(query, query.say("Sections"), sections),
        _group(query, query.say("Languages"), languages),
        _group(query, query.say("Topics"), _most_used(topics(query), ENOUGH)),
        _group(query, query.say("Authors"), _most_used(authors(query), 1)),
        _group(query, query.words.pgettext("many", "Series"), _most_used(all_series(query), 1)),
        _group(query, query.say("Corrections"), [Link(query.say("Corrections"), f"/{CORRECTIONS}/")]),
    )
    return FeedsPage(
        query.chrome(), plain_head(query, heading, PATH, text, breadcrumbs=crumbs), crumbs, heading, text,
        feed_link(query),
        tuple(group for group in groups if group.feeds),
    )  # fmt: skip


def _most_used(index: IndexPage, enough: int) -> list[Link]:
    """Of an index, in its order: those with enough stories, and of too many the most used."""
    links = [link for group in index.groups for link in group.links if (link.count or 0) >= enough]
    chosen = set(sorted(links, key=lambda link: -(link.count or 0))[:MOST])
    return [link for link in links if link in chosen]


def _group(query: Query, title: str, links: list[Link]) -> FeedGroup:
    return FeedGroup(title, tuple(_named(query, link) for link in links))


def _named(query: Query, link: Link) -> FeedLink:
    return FeedLink(link.text, link.url, *(absolute(query, f"{link.url}{name}") for name in FEEDS))
