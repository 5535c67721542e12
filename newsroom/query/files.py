"""The documents of the folder that are not stories, read once for each text."""

from functools import lru_cache

from newsroom import copydesk
from newsroom.article import Author, Introduction, StandingPage
from newsroom.errors import Unreadable
from newsroom.site import Front, Site
from newsroom.site.files import read_front, read_site


@lru_cache(maxsize=8)
def site_in(path: str, text: str) -> Site:
    try:
        return read_site(path, text)[0]
    except Unreadable:
        return Site()


@lru_cache(maxsize=64)
def front_in(path: str, text: str, site: Site) -> Front:
    return read_front(path, text, site.zone)[0]


@lru_cache(maxsize=1024)
def author_in(path: str, text: str, site: Site) -> Author:
    return copydesk.read_author(path, text, site)[0]


@lru_cache(maxsize=256)
def introduction_in(path: str, text: str, site: Site) -> Introduction:
    return copydesk.read_introduction(path, text, site)[0]


@lru_cache(maxsize=256)
def page_in(path: str, text: str, site: Site) -> StandingPage:
    return copydesk.read_page(path, text, site)[0]
