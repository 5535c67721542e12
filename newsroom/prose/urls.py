"""Where a link of a story may lead: this site, http, https, mailto, tel. Everything else is no link."""

import re
from urllib.parse import unquote

_INVISIBLE = re.compile("[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_ALLOWED = ("http:", "https:", "mailto:", "tel:")
_HOST = re.compile(r"https?://(?:[^/?#@]*@)?([^/?#:]+)", re.IGNORECASE)


def checked(href: str) -> str | None:
    """The href as it may stand in a page, or None. `//host` becomes https, since a page may be saved or exported."""
    href = href.strip().replace("\t", "").replace("\n", "").replace("\r", "")
    bare = _INVISIBLE.sub("", href)
    if "{{" in href or "{%" in href:
        return None
    if bare.replace("\\", "/").startswith("//"):
        return "https:" + bare.replace("\\", "/") if len(bare) > 2 and bare[2] not in "/\\" else None
    scheme = _SCHEME.match(bare)
    if scheme:
        return href if scheme[0].lower() in _ALLOWED and _SCHEME.match(href) else None
    # A colon in the first part of a relative path would make it a scheme to some reader.
    if ":" in re.split(r"[/?#]", bare, maxsplit=1)[0]:
        return None
    return href.replace("\\", "%5C").replace(" ", "%20")


def is_web(href: str) -> bool:
    """Whether a checked href leaves this site for another web site."""
    return href[:5].lower() == "http:" or href[:6].lower() == "https:"


def is_local(href: str) -> bool:
    """Whether an href as written is a path, so that the paper may know what lies there."""
    bare = _INVISIBLE.sub("", href).replace("\\", "/")
    return bool(bare) and bare[0] not in "#?" and not bare.startswith("//") and not _SCHEME.match(bare)


def host_of(url: str) -> str:
    """The host to name beside a link."""
    m = _HOST.match(url)
    return m[1].lower().removeprefix("www.") if m else ""


def file_name(url: str) -> str:
    """The last part of a URL, for a picture without a description."""
    return unquote(re.split(r"[?#]", url, maxsplit=1)[0].rstrip("/").rpartition("/")[2]) or host_of(url)
