"""`site.toml`, `fronts/*.toml` and `redirects.toml`: the paper's own settings, which are content and read live."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from newsroom.article import NO_WORDS, WebLink
from newsroom.locales import nearest

NO_LINES: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper with a front of its own. `kind` is what its stories are unless they say otherwise; `titles`
    are its names in other languages."""

    slug: str
    title: str
    description: str = ""
    kind: str = "news"
    titles: Mapping[str, str] = field(default_factory=lambda: NO_WORDS, hash=False)

    def title_in(self, language: str) -> str:
        """Its name in `language`; empty where it has none."""
        return self.titles.get(nearest(language, self.titles), "")


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who publishes the paper. `policies` maps a schema.org property, such as `ethicsPolicy`, to a path on this site
    or an absolute URL; `same_as` are its profiles elsewhere; `logo` is a path in the content folder."""

    name: str = ""
    email: str = ""
    address: str = ""
    founded: str = ""
    logo: str = ""
    same_as: tuple[str, ...] = ()
    policies: Mapping[str, str] = field(default_factory=lambda: NO_WORDS, hash=False)


@dataclass(frozen=True, slots=True)
class Discovery:
    """What the paper tells machines of itself. `ai_crawlers` is `allow` or `disallow`, empty where nobody has decided;
    `security` is where faults of the site are reported (URIs); `ads` are lines of ads.txt; `trust` maps names of
    trust.txt to their values, each of which is a line."""

    ai_crawlers: str = ""
    security: tuple[str, ...] = ()
    ads: tuple[str, ...] = ()
    trust: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NO_LINES, hash=False)


@dataclass(frozen=True, slots=True)
class Site:
    """The paper. `sections` is empty where the file lists none: then stories make their sections. `languages` are
    those besides its own that have a front, and `taglines` are for them. `hub` is the WebSub hub that is told when a
    feed has changed."""

    title: str = "Broadsheet"
    tagline: str = ""
    description: str = ""
    language: str = "en"
    timezone: str = "UTC"
    permalink: str = "/{year}/{month}/{day}/{slug}"
    old_permalinks: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    organisation: Organisation = Organisation()
    report: str = ""
    footer: tuple[WebLink, ...] = ()
    discovery: Discovery = Discovery()
    hub: str = ""
    languages: tuple[str, ...] = ()
    taglines: Mapping[str, str] = field(default_factory=lambda: NO_WORDS, hash=False)

    def edition(self, language: str) -> str:
        """Under which of the paper's languages a story in `language` is read; the tag itself where it has no front."""
        return nearest(language or self.language, (self.language, *self.languages)) or language

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class NowEntry:
    """A line of the "Now" strip: shown until `until`, for ever without one. `link` is as written: a slug, a file of
    the folder, a path, or an http(s) URL."""

    text: str
    link: str = ""
    at: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """`fronts/home.toml` or `fronts/<section>.toml`: `lead` and `pinned` name stories by slug, file or path."""

    lead: str = ""
    pinned: tuple[str, ...] = ()
    now: tuple[NowEntry, ...] = ()
