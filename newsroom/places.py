"""Paths: the one form of a URL path, and the files that a reference in a story may mean."""

import posixpath
import re
import unicodedata
from urllib.parse import quote as _quote
from urllib.parse import unquote, urlsplit

LONGEST = 1_024
FEEDS = ("feed.xml", "atom.xml", "feed.json")
"""What the feeds of a list are called, below its own address: RSS, Atom, JSON Feed."""

DOCUMENT_SUFFIXES = (
    ".pdf", ".doc", ".docx", ".odt", ".rtf", ".txt", ".xls", ".xlsx", ".ods", ".csv", ".ppt", ".pptx", ".odp", ".zip",
    ".epub", ".mp3", ".mp4",
)  # fmt: skip
"""What may lie beside a story and is no page, no picture and not served."""

CORRECTIONS = "corrections"
"""A standing page of this name does not stand beside the list of all corrections, but at its head."""

_CONTROL = re.compile("[\x00-\x1f\x7f\\\\\ufffd]")
_DATE_ALONE = re.compile(r"/\d{4}(?:/\d{2}){0,2}")
_DATE = re.compile(r"^(?P<head>/(?:archive/)?\d{4})/(?P<month>\d{1,2})(?:/(?P<day>\d{1,2}))?(?P<rest>/.*)?$")
_SUFFIX = re.compile(r"/index\.html?$|\.html?$")


def is_sane(path: str) -> bool:
    """Whether a decoded request path can be anybody's at all; what is not gets 404 without a look."""
    if not path.startswith("/") or len(path) > LONGEST or _CONTROL.search(path):
        return False
    return not any(part in (".", "..") for part in path.split("/"))


def normal_form(path: str) -> str:
    """The one spelling under which the paper may have `path`: NFC, lower case, single slashes, two-digit dates.

    A slash at the end is dropped; who looks a path up tries both.
    """
    path = unicodedata.normalize("NFC", path).lower()
    path = re.sub("/{2,}", "/", path)
    path = _SUFFIX.sub("", path).rstrip("/") or "/"
    if found := _DATE.match(path):
        day = f"/{int(found['day']):02}" if found["day"] else ""
        path = f"{found['head']}/{int(found['month']):02}{day}{found['rest'] or ''}"
    return path


def spellings(path: str) -> tuple[str, ...]:
    """Every form under which the paper may have what somebody calls `path`, the likeliest first.

    Other systems keep dots and underscores of a file's name in the address; a slug of ours has hyphens. Who shortens
    the address of a story to its day or month means the archive.
    """
    form = normal_form(path)
    folded = re.sub("[._-]+", "-", form)
    archive = (f"/archive{form}/",) if _DATE_ALONE.fullmatch(form) else ()
    return tuple(dict.fromkeys((path, form, f"{form}/", folded, f"{folded}/", *archive)))


def quote(path: str) -> str:
    """A path as it stands in a URL: RFC 3986, every character of a path left as it is."""
    return _quote(path, safe="/!$&'()*+,;=:@~-._")


def candidates(reference: str, owner: str) -> tuple[str, ...]:
    """The files of the content folder that `reference`, written in the file `owner`, may mean; the likeliest first.

    The last one may be `**/name`: a file of that name anywhere, as Obsidian links. Never one outside the folder.
    """
    try:
        parts = urlsplit(reference.strip().replace("\\", "/"))
    except ValueError:
        return ()
    if parts.scheme or parts.netloc or not parts.path:
        return ()
    path = unicodedata.normalize("NFC", unquote(parts.path))
    if _CONTROL.search(path):
        return ()
    found: list[str] = []
    if not path.startswith("/"):
        found.append(posixpath.join(posixpath.dirname(owner), path))
    bare = path.lstrip("/")
    found += [bare, f"static/{bare}", f"public/{bare}"]
    inside = [posixpath.normpath(each) for each in found]
    inside = [each for each in dict.fromkeys(inside) if not each.startswith(("..", "/")) and each != "."]
    return (*inside, f"**/{path}") if "/" not in path else tuple(inside)


def last_part(reference: str) -> str:
    """The file name in a reference, for finding who names a picture."""
    try:
        path = urlsplit(reference.strip().replace("\\", "/")).path
    except ValueError:
        return ""
    return unicodedata.normalize("NFC", unquote(path)).rpartition("/")[2]
