"""The paper that is rehearsed: a few public stories, and hidden ones with words of their own in every field."""

import json
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

MORNING: Final = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SECOND: Final = timedelta(seconds=1)
_LONG_AGO: Final = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)

FIELDS: Final = (
    *("headline", "standfirst", "kicker", "body", "heading", "topic", "author", "series", "section", "dateline"),
    *("alt", "caption", "credit", "picture", "inside", "slug", "file", "alias", "correction", "was", "point"),
    *("source", "method", "disclosure", "note", "extra"),
)
"""A word ends in its field's name, so that a leak says where it came from."""

SHOWN: Final = ("headline", "standfirst", "body", "topic", "author", "slug", "alt", "correction")
"""Fields that show wherever a story does: a rehearsal in which they never appear proves nothing."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A file that is hidden before `comes`, and from `goes` on; without either, always. `stem` begins each of its
    words. `header` are the lines that hide it."""

    stem: str
    what: str
    comes: datetime | None = None
    goes: datetime | None = None
    published: datetime = _LONG_AGO
    header: dict[str, object] = field(default_factory=dict)
    folder: str = ""
    kind: str = "news"
    topic: str = "harbour works"
    language: str = ""

    @property
    def path(self) -> str:
        return f"articles/{self.folder or self.word('section')}/{self.word('file')}.md"

    @property
    def pictures(self) -> tuple[str, ...]:
        beside = self.path.rpartition("/")[0]
        return f"{beside}/{self.word('picture')}.png", f"{beside}/{self.word('inside')}.png"

    @property
    def files(self) -> tuple[str, ...]:
        return self.path, *self.pictures

    def word(self, name: str) -> str:
        return f"{self.stem}{name}"

    def is_hidden(self, now: datetime) -> bool:
        if self.comes is None and self.goes is None:
            return True
        return bool((self.comes and now < self.comes) or (self.goes and now >= self.goes))

    @property
    def address(self) -> str:
        return f"/{self.published:%Y/%m/%d}/{self.word('slug')}"

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where somebody who knows of it might try."""
        story = self.path.removesuffix(".md")
        return (
            self.address, f"{self.address}/", self.address.upper(), f"{self.address}?page=2",
            f"{self.address}/history/", f"/{self.word('slug')}", f"/{self.word('section')}/",
            f"/old/{self.word('alias')}", f"/go/{self.word('alias')}", f"/then/{self.word('slug')}.html",
            f"/{self.path}", f"/{story}", *(f"/{picture}" for picture in self.pictures),
        )  # fmt: skip


def secrets() -> tuple[Secret, ...]:
    """Each comes or goes at a moment that it shares with no other, so that nobody's clock covers for another's; two
    seconds apart, so that the paper a second after one moment is the paper a second before the next."""
    one, two, three, four, five = (MORNING + timedelta(hours=1, seconds=2 * n) for n in range(5))
    return (
        Secret("ambrelko", "a draft", header={"draft": True}),
        Secret("bistravu", "a draft of Jekyll's kind", header={"published": False, "date": _LONG_AGO.isoformat()}),
        Secret("cordafen", "in the folder of drafts", folder="_drafts"),
        Secret("dolmerak", "of status pending", header={"status": "pending"}, kind="opinion"),
        Secret("ostrivel", f"scheduled for {_at(one)}", comes=one, published=one),
        Secret(
            "fulgarom", f"under embargo until {_at(two)}", comes=two, kind="review",
            header={"embargo": two.isoformat()},
        ),
        Secret(
            "gelvanti", f"published {_at(two)}, but under embargo until {_at(three)}", comes=three,
            published=two + SECOND, header={"embargo": three.isoformat()}, language="de",
        ),
        Secret("hurtoban", f"scheduled for {_at(four)}", comes=four, published=four, kind="live"),
        Secret("quivaldo", f"expiring at {_at(five)}", goes=five, header={"expires": five.isoformat()}),
        Secret("juspenor", "expired yesterday", goes=_LONG_AGO, header={"expires": _LONG_AGO.isoformat()}),
    )  # fmt: skip


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def moments(hidden: tuple[Secret, ...]) -> tuple[datetime, ...]:
    """A second before the first change that is to come, then a second after each."""
    changes = sorted({each for secret in hidden for each in (secret.comes, secret.goes) if each and each > MORNING})
    return (changes[0] - SECOND, *(change + SECOND for change in changes))


SITE: Final = """\
title = "The Rehearsal"
language = "en-GB"
languages = ["de"]
timezone = "Europe/London"
old_permalinks = ["/then/{slug}.html"]
security = "mailto:security@rehearsal.example"

[organisation]
name = "Rehearsal Trust"
email = "desk@rehearsal.example"

[organisation.policies]
ethicsPolicy = "/about"
"""


def public_files(hidden: tuple[Secret, ...]) -> dict[str, bytes]:
    """What readers may see at every moment. It names hidden files in every way that a writer can."""
    files = {"site.toml": SITE.encode()}
    first = "\n".join(f'"{each.word("slug")}",' for each in hidden)
    files["fronts/home.toml"] = f'lead = "{hidden[4].word("slug")}"\npinned = [{first}]\n'.encode()
    files["fronts/de.toml"] = files["fronts/home.toml"]
    links = "\n\n".join(
        f"Read [[{each.word('slug')}]], [the file]({each.path}), [the page]({each.address}) and\n"
        f"[its old place](/old/{each.word('alias')}).\n\n![A view]({each.word('inside')}.png)"
        for each in hidden
    )
    old = "\n".join(f'"/go/{each.word("alias")}" = "{each.address}"' for each in hidden)
    files["redirects.toml"] = old.encode()
    translations = {"de": hidden[6].word("slug")}
    for number in range(4):
        when = (_LONG_AGO - timedelta(days=number)).isoformat()
        header = {
            "headline": f"Quay wall number {number}", "standfirst": f"What the surveyor found at wall {number}.",
            "topics": ["Harbour works"], "authors": ["Nell Tarrow"], "series": "The walls", "published": when,
            "section": "news", "image": {"src": "wall.png", "alt": "A wall"}, "priority": "high",
        }  # fmt: skip
        if number == 0:
            header |= {"translations": translations}
        body = "The surveyor walked along the wall.\n\n" + (links if number == 1 else "It stands.\n")
        files[f"articles/news/wall-{number}.md"] = _story(header, body)
    files["articles/news/wall.png"] = _png(480, 360, 0)
    files["pages/about.md"] = b"---\ntitle: About\n---\n\nWho we are.\n"
    files["authors/nell-tarrow.md"] = b"---\nname: Nell Tarrow\nrole: Reporter\n---\n\nWrites about walls.\n"
    return files


def secret_files(secret: Secret, number: int, *, as_if_public: bool = False) -> dict[str, bytes]:
    """The story and its pictures; `as_if_public` without what hides it."""
    word = secret.word
    header: dict[str, object] = {
        "headline": f"Council hears {word('headline')}", "standfirst": f"What {word('standfirst')} meant.",
        "kicker": word("kicker"), "slug": word("slug"), "topics": [word("topic"), secret.topic],
        "authors": [word("author"), "Nell Tarrow"], "series": "The walls" if number % 2 else word("series"),
        "section": word("section"), "dateline": word("dateline"), "kind": secret.kind,
        "published": secret.published.isoformat(),
        "image": {
            "src": f"{word('picture')}.png", "alt": f"A view of {word('alt')}", "caption": f"The {word('caption')}",
            "credit": word("credit"),
        },
        "aliases": [f"/old/{word('alias')}"], "key_points": [word("point")], "sources": [word("source")],
        "method": word("method"), "disclosure": word("disclosure"), "note": word("note"), word("extra"): word("extra"),
        "corrections": [
            {"date": (secret.published + SECOND).isoformat(), "text": word("correction"), "was": word("was")}
        ],
    }  # fmt: skip
    if secret.language:
        header |= {"language": secret.language, "translations": {"en": "wall-0"}}
    if not as_if_public:
        header |= secret.header
    body = (
        f"The {word('body')} papers were found beside the quay wall.\n\n## The {word('heading')}\n\n"
        f"![Inside]({word('inside')}.png)\n\nThe surveyor walked along the wall.\n"
    )
    lead, inside = secret.pictures
    path = secret.path.replace("/_drafts/", f"/{word('section')}/") if as_if_public else secret.path
    lead, inside = (f"{path.rpartition('/')[0]}/{each.rpartition('/')[2]}" for each in (lead, inside))
    return {path: _story(header, body), lead: _png(200, 150, number + 1), inside: _png(120, 80, number + 60)}


def _story(header: Mapping[str, object], body: str) -> bytes:
    """A value in JSON is a value in YAML."""
    lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in header.items())
    return f"---\n{lines}---\n\n{body}".encode()


def _png(width: int, height: int, number: int) -> bytes:
    """A picture in a colour of its own (PNG, third edition, §5.2 and §11.2). Those of stories are small: each of their
    renditions is made three times."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    colour = bytes(((number * 37) % 256, (number * 101 + 80) % 256, (number * 151 + 40) % 256))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + colour * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
