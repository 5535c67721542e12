"""Addresses that a newsroom writes into its settings. Each check returns the address in its proper form, or raises
ValueError with the reason as the rest of a sentence: `it …`."""

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

from newsroom.copydesk.slugs import site_path

_UNFIT: Final = re.compile(r"""[\s\x00-\x1f\x7f-\x9f\\<>"`{}|^]""")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_EMAIL: Final = re.compile(r"""[^\s@<>"'\\,;:()?&]+@[^\s@<>"'\\,;:()?&/]+\.[^\s@<>"'\\,;:()?&/.]+""")


def path(written: str) -> str:
    """A path on this site without query or fragment, percent-decoded, NFC."""
    if not written.startswith("/"):
        raise ValueError("it names another site" if _SCHEME.match(written) else "it does not begin with /")
    return site_path(written)


def web(written: str) -> str:
    """An absolute http or https URL without a password."""
    _refuse_unfit(written)
    try:
        parts = urlsplit(written)
        fit = parts.port != 0 and bool(parts.hostname)
    except ValueError:
        raise ValueError("its host or port cannot be read") from None
    if parts.scheme not in ("http", "https"):
        raise ValueError("it does not begin with https:// or http://")
    if not fit:
        raise ValueError("it has no host")
    if parts.username is not None or parts.password is not None:
        raise ValueError("it holds a user name")
    return written


def hub(written: str) -> str:
    """As `web`, in the letters that a header of an answer may have, and without a fragment."""
    if not written.isascii():
        raise ValueError("it has letters that no header takes; write its host in the form xn--")
    if "#" in written:
        raise ValueError("it has a fragment")
    return web(written)


def email(written: str) -> str:
    if len(written) > 254 or not _EMAIL.fullmatch(written):
        raise ValueError("it is not an e-mail address")
    return written


def link(written: str) -> str:
    """A path on this site, with query and fragment if it has them, or an absolute URL."""
    if not written.startswith("/") or written.startswith("//"):
        return web(written)
    _refuse_unfit(written)
    site_path(re.split(r"[?#]", written, maxsplit=1)[0])
    return unicodedata.normalize("NFC", written)


def contact(written: str) -> str:
    """As `link`, or a mailto: address, with a subject if it has one."""
    if not written.lower().startswith("mailto:"):
        return link(written)
    _refuse_unfit(written)
    address = written[len("mailto:") :]
    email(address.partition("?")[0])
    return f"mailto:{address}"


def reference(written: str) -> str:
    """What an editor may write for a story or page: a slug, a file of the folder, a path, or an absolute URL."""
    if written.startswith("//") or "\\" in written:
        raise ValueError("it is neither a path nor an address that begins with https://")
    return web(written) if _SCHEME.match(written) else written


def _refuse_unfit(written: str) -> None:
    if _UNFIT.search(written):
        raise ValueError("it has a blank, or a character that no address has")
