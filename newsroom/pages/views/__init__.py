"""What templates receive: frozen values that are ready to print. `newsroom.pages` builds them.

Every string is plain text unless its type is `Markup`, which only `newsroom.prose` makes. Every `url` is a path
on this site, or an absolute http(s) URL where the docstring says so. Every moment is aware, in the site's zone.
"""

from newsroom.pages.views.frame import Chrome, FeedLink, Head
from newsroom.pages.views.front import Block, FrontPage, NowLine, Package, Part
from newsroom.pages.views.lists import (
    ArchivePage,
    Corrected,
    CorrectionsPage,
    FeedGroup,
    FeedsPage,
    Group,
    IndexPage,
    ListPage,
    Month,
)
from newsroom.pages.views.parts import Card, Day, Figure, Line, Link, Note, Pagination, Person
from newsroom.pages.views.story import ArticlePage, ErrorPage, SeriesBox, StandingPageView

__all__ = [
    "ArchivePage",
    "ArticlePage",
    "Block",
    "Card",
    "Chrome",
    "Corrected",
    "CorrectionsPage",
    "Day",
    "ErrorPage",
    "FeedGroup",
    "FeedLink",
    "FeedsPage",
    "Figure",
    "FrontPage",
    "Group",
    "Head",
    "IndexPage",
    "Line",
    "Link",
    "ListPage",
    "Month",
    "Note",
    "NowLine",
    "Package",
    "Pagination",
    "Part",
    "Person",
    "SeriesBox",
    "StandingPageView",
]
