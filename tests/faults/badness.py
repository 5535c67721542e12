"""Files as they should not be: each is a way to spoil a story, with what the paper makes of it."""

import json
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Spoil = Callable[[Path], None]

# Older than all that the front, the lists' first pages and the strips at the foot of stories have room for.
OLD = "2001-02-03T04:05:06Z"
HEADER = f"headline: Spoiled\npublished: {OLD}\nsection: culture\nauthors: [Otto Old]\ntopics: [ruins]\n"
CANARY = "canary-outside-the-folder"


@dataclass(frozen=True)
class Badness:
    """`published` says whether the file as saved can be read as a story; `shows` is a text that its page then has.

    `late` marks what only rendering can find out; `whole` is the end of such a text, which shows if it was rendered
    after all. `harmless` marks what looks odd and is in order: nobody need be told.
    """

    name: str
    spoil: Spoil
    published: bool = False
    shows: str = ""
    late: bool = False
    whole: str = ""
    harmless: bool = False

    def __str__(self) -> str:
        return self.name


def _bytes(whole: bytes) -> Spoil:
    return lambda path: _put(path, whole)


def _put(path: Path, whole: bytes) -> None:
    """Written beside and renamed over, so that nothing but the text is at fault."""
    beside = path.with_name(f".{path.stem[:20]}.saving")
    beside.write_bytes(whole)
    beside.replace(path)


def _text(header: str, body: str = "Text that shows.") -> Spoil:
    return _bytes(f"---\n{header}---\n\n{body}\n".encode())


def _instead(make: Callable[[Path], None]) -> Spoil:
    """Something that is no regular file, under the name of the story."""

    def spoil(path: Path) -> None:
        path.unlink(missing_ok=True)
        make(path)

    return spoil


def _sparse(path: Path) -> None:
    _text(HEADER)(path)
    os.truncate(path, 10 * 1024**3)


def _unreadable(path: Path) -> None:
    _text(HEADER)(path)
    path.chmod(0)


def _link_out(path: Path) -> None:
    outside = path.parents[2] / "outside.md"
    outside.write_text(f"---\n{HEADER}---\n\n{CANARY}\n")
    path.symlink_to(outside)


def _device(path: Path) -> None:
    """/dev/zero, which never ends; only root may make one, so others get a socket."""
    if os.geteuid() == 0:
        os.mknod(path, 0o644 | stat.S_IFCHR, os.makedev(1, 5))
    else:
        os.mknod(path, 0o644 | stat.S_IFSOCK)


PAIR = json.dumps("Smiling \U0001f600")
LONE = json.dumps("Smiling \ud83d, half")

REFUSED = [
    Badness("latin-1", _bytes(f"---\n{HEADER}---\n\nA caf\u00e9 by the quay.\n".encode("latin-1"))),
    Badness("backtick-in-header", _text(f"`code`: first\n{HEADER}")),
    Badness("unquoted-colon", _text(HEADER.replace("Spoiled", "Mayor: I resign"))),
    Badness("unclosed-header", _bytes(f"---\n{HEADER}\nAnd then the text.\n".encode())),
    Badness("zero-bytes", _bytes(b"")),
    Badness("tab-indented", _text(HEADER + "image:\n\tsrc: a.jpg\n")),
    Badness("yaml-aliases", _text(HEADER + "a: &a [x, x]\nb: [*a, *a]\n")),
    Badness("nested-brackets", _text(HEADER + "deep: " + "[" * 60_000 + "\n")),
    Badness("bad-date", _text(HEADER.replace(OLD, "2024-13-45"))),
    Badness("fifo", _instead(os.mkfifo)),
    Badness("device", _instead(_device)),
    Badness("directory", _instead(Path.mkdir)),
    Badness("sparse", _sparse),
    Badness("unreadable", _unreadable),
    Badness("link-out", _instead(_link_out)),
    Badness("link-loop", _instead(lambda path: path.symlink_to(path))),
]

PUBLISHED = [
    Badness("byte-order-mark", _bytes(f"\ufeff---\n{HEADER}---\n\nText that shows.\n".encode()), True, "that shows"),
    Badness(
        "carriage-returns",
        _bytes(f"---\n{HEADER}---\n\nText that shows.\n".replace("\n", "\r\n").encode()),
        True,
        "that shows",
    ),
    Badness("duplicate-keys", _text(HEADER + "headline: Second\n"), True, "Second"),
    Badness("trailing-tabs", _text(HEADER.replace("Spoiled", "Spoiled\t\t")), True, "that shows", harmless=True),
    Badness("surrogate-pair", _text(HEADER.replace("Spoiled", PAIR)), True, "Smiling \U0001f600", harmless=True),
    Badness("lone-surrogate", _text(HEADER.replace("Spoiled", LONE)), True, "Smiling"),
    Badness("nul", _text(HEADER, "Text that\0 shows."), True, "Text that"),
    Badness("bad-updated", _text(HEADER + "updated: 2024-13-45\n"), True, "that shows"),
    Badness("nested-quotes", _text(HEADER, ">" * 5_000 + " deep end"), True, "Spoiled", late=True),
    Badness(
        "definition-list",
        _text(HEADER, "\n".join(f"Term {n}\n:   Meaning {n}\n" for n in range(600))),
        True,
        "Spoiled",
        late=True,
        whole="Meaning 599",
    ),
    Badness("brackets", _text(HEADER, "[a" * 32_768), True, "Spoiled", late=True),
]

NO_UTF8_NAME = os.fsdecode(b"caf\xe9-no-utf8.md")
