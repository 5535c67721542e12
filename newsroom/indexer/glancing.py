"""What a text that was just saved names in vain, seen at a glance: nothing is rendered, and in doubt nothing is told.

`flask check` looks closely. This is for the log, which a writer has before the eyes while saving.
"""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import Final
from urllib.parse import unquote, urljoin

from newsroom.archive import Archive, decode
from newsroom.catalogue.reader import Reader
from newsroom.copydesk.permalinks import read_old
from newsroom.copydesk.slugs import story_names
from newsroom.errors import Unreadable
from newsroom.frontmatter import body_of
from newsroom.indexer.crew import site_of
from newsroom.places import candidates, spellings
from newsroom.prose import pictures_named
from newsroom.prose.urls import is_local
from newsroom.scan import PICTURE_SUFFIXES, STORY_SUFFIXES
from newsroom.site import Site

MOST: Final = 200
"""References of one text that are followed."""

_CODE: Final = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)|`[^`\n]{0,1000}`", re.MULTILINE | re.DOTALL)
_LINK: Final = re.compile(r"(?P<picture>!?)\[[^\[\]\n]{0,500}\]\([ \t]*<?(?P<href>[^()\s<>]{1,1000})")
_WIKI: Final = re.compile(r"(?<!!)\[\[(?P<name>[^\[\]|#\n]{1,300})[^\[\]\n]{0,500}\]\]")


class Glance:
    """`reserved` are first segments whose pages only the web knows; `now` tells the present moment."""

    def __init__(self, archive: Archive, reserved: Collection[str], now: Callable[[], datetime]) -> None:
        self._archive, self._reserved, self.now = archive, reserved, now

    def named_in_vain(self, reader: Reader, path: str) -> tuple[str, ...]:
        """The pictures and links in a story or a standing page that lead to nothing, as they are written."""
        file = reader.file(path)
        if file is None or file[0] not in ("story", "page"):
            return ()
        try:
            text = decode(self._archive.read(path))[0]
        except Unreadable:
            return ()
        site = reader.document("site")
        return _Look(reader, site_of(site.text if site else ""), self._reserved, self.now()).at(path, text)


class _Look:
    """At one text, in one state of the catalogue."""

    def __init__(self, reader: Reader, site: Site, reserved: Collection[str], now: datetime) -> None:
        self._reader, self._site, self._reserved, self._now = reader, site, reserved, now

    def at(self, path: str, text: str) -> tuple[str, ...]:
        url = self._reader.assigned(path) or self._reader.page_url(path) or "/"
        body = _CODE.sub("", whole := body_of(text))
        in_text, in_code = pictures_named(body), pictures_named(whole)
        pictures = (*in_text, *(each for each in self._reader.pictures_named_in(path) if each not in in_code))
        lost = [each for each in pictures[:MOST] if is_local(each) and not self._is_picture(each, path)]
        lost += [each for each in list(_links(body))[:MOST] if not self._is_answered(each, path, url)]
        names = [match["name"].strip() for match in _WIKI.finditer(body)]
        lost += [each for each in names[:MOST] if not self._is_story(each)]
        return tuple(dict.fromkeys(lost))

    def _is_picture(self, reference: str, owner: str) -> bool:
        """A damaged one is there: that it is damaged is told of by itself."""
        return any(
            self._reader.picture_called(each[3:]) if each.startswith("**/") else self._is_picture_file(each)
            for each in candidates(reference, owner)
        )

    def _is_picture_file(self, path: str) -> bool:
        kind, _ = self._reader.file(path) or ("", None)
        return kind == "picture"

    def _is_answered(self, href: str, owner: str, url: str) -> bool:
        path = unquote(href.partition("#")[0].partition("?")[0])
        if path.lower().endswith(PICTURE_SUFFIXES):
            return self._is_picture(path, owner)
        if path.lower().endswith(STORY_SUFFIXES):
            files = candidates(path, owner)
            return any(self._reader.assigned(each) or self._reader.page_url(each) for each in files) or (
                files[-1:] == (f"**/{path}",) and self._is_story(path)
            )
        path = unquote(urljoin(url, href.partition("#")[0].partition("?")[0])) or "/"
        if path == "/" or path.strip("/").partition("/")[0] in self._reserved:
            return True
        is_old = any(read_old(self._site.old_permalinks, path))
        return is_old or any(self._reader.place(each) for each in spellings(path))

    def _is_story(self, name: str) -> bool:
        names = story_names(name)
        return any(self._reader.named(each, self._now) or self._reader.coming(each, self._now) for each in names)


def _links(body: str) -> Iterator[str]:
    for match in _LINK.finditer(body):
        href = match["href"]
        if not match["picture"] and is_local(href) and "{{" not in href and "{%" not in href:
            yield href
