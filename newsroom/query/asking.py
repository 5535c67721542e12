"""One state of the catalogue, one moment, and the language of a page."""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from gettext import NullTranslations
from typing import Any, Protocol, Self, TypeVar
from zoneinfo import ZoneInfo

from newsroom.catalogue import Reader
from newsroom.locales import words_of
from newsroom.prose import Prose, Resolve
from newsroom.query.files import front_in, site_in
from newsroom.search import Search
from newsroom.site import Site
from newsroom.typesetter import Edition

Found = TypeVar("Found")

CORRECTED_FOR = 48 * 3600


class Press(Protocol):
    """What a query needs of the paper."""

    base_url: str
    reserved: Collection[str]

    @property
    def search(self) -> Search: ...
    def related(self, edition: Edition, site: Site, now: datetime) -> tuple[str, ...]: ...
    def text_of(self, path: str, content: str) -> str: ...
    def edition(self, path: str, site: Site, resolve: Resolve) -> Edition | None: ...
    def set_text(self, path: str, body: str, line: int, language: str, resolve: Resolve) -> Prose: ...


@dataclass
class Asking:
    """Everything is asked at the moment `now`, aware, and answered in the site's zone.

    `known` holds what was found out before and is still so: the same card stands in the lists of many pages. Whoever
    makes the query vouches that neither the catalogue nor the clock has changed an answer since (`good_until`).
    `spoken` is the language of the page, where that is not the paper's own.
    """

    press: Press
    reader: Reader
    now: datetime
    known: dict[Hashable, Any] = field(default_factory=dict)
    spoken: str = ""

    def speaking(self, language: str) -> Self:
        """The same, for a page that is in another language than the paper's own."""
        if language == self.language:
            return self
        return replace(self, spoken="" if language == self.site.language else language)

    def _once(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """What `find` finds, asked once for each state of the paper and each language that its pages speak."""
        key = (self.spoken, key) if self.spoken else key
        if key not in self.known:
            self.known[key] = find()
        found: Found = self.known[key]
        return found

    @cached_property
    def site(self) -> Site:
        document = self._once("site", lambda: self.reader.document("site"))
        return site_in(document.path, document.text) if document else Site()

    @cached_property
    def zone(self) -> ZoneInfo:
        return self.site.zone

    @property
    def language(self) -> str:
        """That of the page: the paper's, but for fronts in other languages."""
        return self.spoken or self.site.language

    @property
    def words(self) -> NullTranslations:
        """What the program says, in the language of the page."""
        return words_of(self.language)

    def say(self, message: str, **parts: object) -> str:
        """`query.say("News from %(paper)s.", paper=…)`: a message in that language, with its parts put in."""
        text = self.words.gettext(message)
        return text % parts if parts else text

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def base_url(self) -> str:
        return self.press.base_url

    def local(self, moment: datetime | None) -> datetime | None:
        return moment.astimezone(self.zone) if moment else None

    @cached_property
    def good_until(self) -> datetime:
        """The next moment at which the clock alone changes a page: a schedule, a strip, midnight."""
        return self._once("good until", self._next_moment)

    def _next_moment(self) -> datetime:
        midnight = datetime.combine(self.today + timedelta(days=1), datetime.min.time(), self.zone)
        moments = [midnight, self.reader.next_moment(self.now, CORRECTED_FOR)]
        for document in self.reader.documents("front"):
            for line in front_in(document.path, document.text, self.site).now:
                moments += [line.at, line.until]
        return min(each for each in moments if each and each > self.now)
