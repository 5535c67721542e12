"""Reads `site.toml`, `fronts/*.toml` and `redirects.toml`: text in, values and Problems out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from newsroom.article import KINDS, WebLink
from newsroom.copydesk.permalinks import PARTS, old_permalink
from newsroom.copydesk.slugs import slugify
from newsroom.dates import parse
from newsroom.errors import Problem
from newsroom.locales import is_known, nearest
from newsroom.places import normal_form
from newsroom.site import Front, NowEntry, Organisation, Section, Site, discovery
from newsroom.site import addresses as site_addresses
from newsroom.site import values as site_values
from newsroom.site.toml_files import Table, load_toml, shown

SITE_KEYS: Final = (
    *("title", "tagline", "description", "language", "timezone", "permalink", "old_permalinks"),
    *("languages", "taglines", "sections", "organisation", "report", "footer", "hub"),
    *discovery.KEYS,
)
MOST_OLD_PERMALINKS: Final = 20
SECTION_KEYS: Final = ("slug", "title", "titles", "description", "kind")
ORGANISATION_KEYS: Final = ("name", "email", "address", "founded", "logo", "same_as", "policies")
FOOTER_KEYS: Final = ("text", "url")
FRONT_KEYS: Final = ("lead", "pinned", "now")
NOW_KEYS: Final = ("text", "link", "at", "until")

POLICIES: Final = (
    "actionableFeedbackPolicy",
    "correctionsPolicy",
    "diversityPolicy",
    "diversityStaffingReport",
    "ethicsPolicy",
    "masthead",
    "missionCoveragePrioritiesPolicy",
    "noBylinesPolicy",
    "ownershipFundingInfo",
    "publishingPrinciples",
    "unnamedSourcesPolicy",
    "verificationFactCheckingPolicy",
)
"""The properties of schema.org's NewsMediaOrganization, and of its parents, that name a page of standards."""


def read_site(path: str, text: str) -> tuple[Site, tuple[Problem, ...]]:
    """Raises Unreadable where the file is no TOML at all; any other fault is a Problem, and its default stands."""
    top = load_toml(path, text)
    top.note_unknown(SITE_KEYS, "site.toml")
    default = Site()
    site = Site(
        title=top.text("title", default.title),
        tagline=top.text("tagline"),
        description=top.text("description"),
        language=top.checked("language", site_values.language, _A_LANGUAGE) or default.language,
        timezone=top.checked("timezone", site_values.timezone, _A_TIMEZONE) or default.timezone,
        permalink=top.checked("permalink", site_values.permalink, _A_PERMALINK) or default.permalink,
        old_permalinks=top.all_checked("old_permalinks", old_permalink, _AN_OLD_PERMALINK)[:MOST_OLD_PERMALINKS],
        sections=_sections(top),
        organisation=_organisation(top.table("organisation")),
        report=top.checked("report", site_addresses.contact, _AN_ADDRESS),
        footer=_footer(top),
        discovery=discovery.read(top),
        hub=top.checked("hub", site_addresses.hub, "Write an address such as https://hub.example.org/."),
    )
    if not is_known(site.language):
        what = f"“{site.language}” is the code of no language that is known."
        top.file.note(("language",), "note", what, _A_LANGUAGE)
    site = replace(site, languages=_languages(top, site), taglines=_by_language(top.table("taglines")))
    return site, tuple(top.file.problems)


def read_front(path: str, text: str, zone: ZoneInfo) -> tuple[Front, tuple[Problem, ...]]:
    """`zone` is that of dates without an offset. Raises Unreadable where the file is no TOML at all."""
    top = load_toml(path, text)
    top.note_unknown(FRONT_KEYS, "a front")
    entries = (_now_entry(table, zone) for table in top.tables("now", text_is="text"))
    front = Front(
        lead=top.text("lead"),
        pinned=tuple(dict.fromkeys(top.texts("pinned"))),
        now=tuple(entry for entry in entries if entry),
    )
    return front, tuple(top.file.problems)


def read_redirects(path: str, text: str) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Old path to new path, both decoded and in NFC. Chains are made one step, loops are left out.

    Raises Unreadable where the file is no TOML at all.
    """
    top = load_toml(path, text)
    redirects: dict[str, str] = {}
    keys: dict[str, tuple[Table, str]] = {}
    bare = {key: value for key, value in top.values.items() if key != "redirects"}
    for table in (Table(top.file, bare), top.table("redirects")):
        for key in table.values:
            pair = _redirect(table, key, keys)
            if pair:
                redirects[pair[0]] = pair[1]
    return MappingProxyType(_in_one_step(redirects, keys)), tuple(top.file.problems)


_A_LANGUAGE = "Write one such as en, en-GB or zh-Hant."
_A_TIMEZONE = "Write one such as Europe/London, by the IANA time zone database."
_A_PERMALINK = f"Write a path such as {Site().permalink}; its parts may be {site_values.PARTS}."
_AN_OLD_PERMALINK = f"Write a path such as /blog/{{slug}}/ or /:year/:title.html; its parts may be {PARTS}."
_A_REDIRECT = 'Write it as "/old/path" = "/new/path".'
_AN_ADDRESS = "Write a path such as /contact, or an address such as https://example.org or mailto:desk@example.org."


def _languages(top: Table, site: Site) -> tuple[str, ...]:
    """Those besides the paper's own. A section keeps the path that a language would have."""
    found: dict[str, str] = {}
    for written in top.texts("languages"):
        try:
            tag = site_values.language(written)
        except ValueError as error:
            top.warn("languages", f"“{shown(written)}” cannot be used for languages: {error}.", _A_LANGUAGE)
            continue
        if tag.lower() in {section.slug for section in site.sections}:
            what = f"The language “{tag}” has no front: its path /{tag.lower()}/ is that of a section."
            top.warn("languages", what, "Give the section another slug.")
        elif not nearest(tag, (site.language,)):
            found.setdefault(tag.lower(), tag)
    return tuple(found.values())


def _by_language(table: Table) -> Mapping[str, str]:
    """Texts under the tags of their languages."""
    found: dict[str, str] = {}
    for key in table.values:
        try:
            found[site_values.language(key)] = table.text(key)
        except ValueError as error:
            table.warn(key, f"“{shown(key)}” is left out: {error}.", _A_LANGUAGE)
    return MappingProxyType({tag: text for tag, text in found.items() if text})


def _sections(top: Table) -> tuple[Section, ...]:
    sections: dict[str, Section] = {}
    for table in top.tables("sections", text_is="title"):
        table.note_unknown(SECTION_KEYS, "a section")
        written, title = table.text("slug"), table.text("title")
        slug = slugify(written or title)
        if not slug:
            table.warn("slug", "A section has neither a title nor a slug, and is left out.", 'Write title = "World".')
        elif slug in sections:
            table.warn("slug", f"The section “{slug}” is there twice; the first is used.", "Delete one of the two.")
        else:
            if written and written != slug:
                table.warn("slug", f"“{shown(written)}” cannot stand in a URL as it is.", f'Write slug = "{slug}".')
            title = title or slug.replace("-", " ").capitalize()
            titles = _by_language(table.table("titles"))
            sections[slug] = Section(slug, title, table.text("description"), _kind(table), titles)
    return tuple(sections.values())


def _kind(table: Table) -> str:
    written = table.text("kind", "news").lower()
    if written in KINDS:
        return written
    table.warn("kind", f"“{shown(written)}” is not a kind of story.", f"The kinds are {', '.join(KINDS)}.")
    return "news"


def _organisation(table: Table) -> Organisation:
    table.note_unknown(ORGANISATION_KEYS, "[organisation]")
    policies = table.table("policies")
    policies.note_unknown(POLICIES, "[organisation.policies]")
    named = {
        key: policies.checked(key, site_addresses.link, _AN_ADDRESS) for key in POLICIES if key in policies.values
    }
    return Organisation(
        name=table.text("name"),
        email=table.checked("email", site_addresses.email, "Write one such as desk@example.org."),
        address=table.text("address"),
        founded=table.checked("founded", site_values.founded, "Write a year, or a date such as 1887-05-01."),
        logo=table.checked("logo", site_values.logo, "Write the path of a picture in the content folder."),
        same_as=table.all_checked("same_as", site_addresses.web, "Write an address that begins with https://."),
        policies=MappingProxyType({key: value for key, value in named.items() if value}),
    )


def _footer(top: Table) -> tuple[WebLink, ...]:
    links = []
    for table in top.tables("footer"):
        table.note_unknown(FOOTER_KEYS, "a link of the footer")
        text, url = table.text("text"), table.checked("url", site_addresses.contact, _AN_ADDRESS)
        if text and url:
            links.append(WebLink(text, url))
        elif not text or not table.text("url"):
            mend = 'Write { text = "Privacy", url = "/privacy" }.'
            table.warn("text", "A link of the footer needs a text and a url, and is left out.", mend)
    return tuple(links)


def _now_entry(table: Table, zone: ZoneInfo) -> NowEntry | None:
    table.note_unknown(NOW_KEYS, "[[now]]")
    text = table.text("text")
    if not text:
        table.warn("text", "An entry of the strip has no text, and is left out.", 'Write text = "…".')
        return None
    at, until = _moment(table, "at", zone), _moment(table, "until", zone)
    if at and until and until <= at:
        table.warn("until", "The entry ends before it begins.", "Write a later date in “until”.")
    mend = "Write a slug, a file of the folder, a path, or an address that begins with https://."
    return NowEntry(text, table.checked("link", site_addresses.reference, mend), at, until)


def _moment(table: Table, key: str, zone: ZoneInfo) -> datetime | None:
    if key not in table.values:
        return None
    try:
        return parse(table.values[key], zone)
    except ValueError as error:
        table.warn(key, f"“{key}” is left out: {error}", f"Write it as {key} = 2026-11-22T18:00:00.")
        return None


def _redirect(table: Table, key: str, keys: dict[str, tuple[Table, str]]) -> tuple[str, str] | None:
    """One line of `redirects.toml`; `keys` gathers where each old path stands, under its normal form."""
    target = table.values[key]
    if not isinstance(target, str):
        table.warn(key, f"“{shown(key)}” does not lead to a path.", _A_REDIRECT)
        return None
    try:
        old, new = site_addresses.path(key), site_addresses.path(target)
    except ValueError as error:
        table.warn(key, f"The redirect of “{shown(key)}” to “{shown(target)}” is left out: {error}.", _A_REDIRECT)
        return None
    place = normal_form(old)
    if place == normal_form(new):
        table.warn(key, f"“{shown(key)}” would lead to itself, and is left out.", "Delete the line.")
        return None
    if place in keys:
        table.warn(key, f"“{shown(key)}” is redirected twice; the first is used.", "Delete one of the two.")
        return None
    keys[place] = table, key
    return old, new


def _in_one_step(redirects: Mapping[str, str], keys: Mapping[str, tuple[Table, str]]) -> dict[str, str]:
    following = {normal_form(old): new for old, new in redirects.items()}
    ends: dict[str, str] = {}
    for start in following:
        way: dict[str, None] = {}
        place, end = start, ""
        while place in following and place not in ends and place not in way:
            way[place] = None
            end = following[place]
            place = normal_form(end)
        if place in ends:
            end = ends[place]
        elif place in way:
            end = ""
        ends |= dict.fromkeys(way, end)
    for place, end in ends.items():
        if not end:
            table, key = keys[place]
            table.warn(key, f"“{shown(key)}” is redirected in a circle, and is left out.", "Lead it to a page.")
    return {old: end for old in redirects if (end := ends[normal_form(old)])}
