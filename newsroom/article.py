"""The domain: what a newsroom makes. Plain values; every moment is an aware `datetime`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal, get_args

Kind = Literal["news", "analysis", "opinion", "review", "explainer", "live", "sponsored"]
KINDS: tuple[str, ...] = get_args(Kind)

Priority = Literal["lead", "high", "normal", "brief"]
PRIORITIES: tuple[str, ...] = get_args(Priority)

CorrectionKind = Literal["correction", "clarification", "update", "editors-note", "retraction"]
CORRECTION_KINDS: tuple[str, ...] = get_args(CorrectionKind)

Standing = Literal["public", "draft", "scheduled", "embargoed", "expired"]

NOTHING: Mapping[str, object] = MappingProxyType({})
NO_WORDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a story names it: `src` is what the writer wrote, not yet a URL. `digital_source` says how it
    came to be, as `newsroom.images.provenance` has it."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    focus: str = ""
    digital_source: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """Something with a page of its own: an author, a topic, a series, a section."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link to another site, such as a profile of an author. `url` is http, https or mailto."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Author:
    """`authors/<slug>.md`. `bio` is Markdown; `fediverse` is a name such as `@user@host`."""

    slug: str
    name: str
    role: str = ""
    bio: str = ""
    bio_line: int = 1
    picture: Picture | None = None
    links: tuple[WebLink, ...] = ()
    location: str = ""
    expertise: tuple[str, ...] = ()
    email: str = ""
    fediverse: str = ""


@dataclass(frozen=True, slots=True)
class Introduction:
    """`topics/<slug>.md` or `series/<slug>.md`: `body` is Markdown."""

    slug: str
    title: str
    standfirst: str = ""
    body: str = ""
    body_line: int = 1
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class StandingPage:
    """`pages/<slug>.md`: about, ethics, corrections policy, contact. `body` is Markdown."""

    slug: str
    title: str
    standfirst: str = ""
    body: str = ""
    body_line: int = 1
    updated: datetime | None = None
    language: str = ""
    order: int = 0
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """`text` and `was` are short Markdown: what is right, and what was wrong."""

    date: datetime | None
    kind: CorrectionKind
    text: str
    was: str = ""

    @property
    def is_serious(self) -> bool:
        """Serious ones stand above the story, the others at its foot."""
        return self.kind in ("editors-note", "retraction")


@dataclass(frozen=True, slots=True)
class Article:
    """A story: its header, read. The body stays Markdown (`Reading.body`).

    `path` is the file, from the content folder, with `/`. `language` is empty where the site's holds. `is_excerpt`
    means that `standfirst` is how the text begins, for lists: the header has none.
    """

    path: str
    slug: str
    headline: str
    standfirst: str
    section: str
    is_excerpt: bool = False
    kicker: str = ""
    topics: tuple[Name, ...] = ()
    authors: tuple[Name, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    expires: datetime | None = None
    embargo: datetime | None = None
    draft: bool = False
    kind: Kind = "news"
    image: Picture | None = None
    dateline: str = ""
    key_points: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    method: str = ""
    disclosure: str = ""
    note: str = ""
    corrections: tuple[Correction, ...] = ()
    series: Name | None = None
    language: str = ""
    canonical: str = ""
    translations: Mapping[str, str] = field(default_factory=lambda: NO_WORDS)
    aliases: tuple[str, ...] = ()
    permalink: str = ""
    priority: Priority = "normal"
    extra: Mapping[str, object] = field(default_factory=lambda: NOTHING)

    @property
    def public_from(self) -> datetime | None:
        """The first moment at which the story may be seen; None for one without any date."""
        return max((moment for moment in (self.published, self.embargo) if moment), default=None)


def standing(story: Article, now: datetime) -> Standing:
    """Where a story stands at `now`, in the order in which a reader may be told about it."""
    if story.draft:
        return "draft"
    if story.embargo and now < story.embargo:
        return "embargoed"
    if story.published and now < story.published:
        return "scheduled"
    if story.expires and now >= story.expires:
        return "expired"
    return "public"


def is_public(story: Article, now: datetime) -> bool:
    """The one gate under every surface: page, lists, feeds, pictures, search."""
    return standing(story, now) == "public"
