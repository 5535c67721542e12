"""The part of `site.toml` that is for machines: robots.txt, trust.txt, ads.txt, security.txt."""

import re
from types import MappingProxyType
from typing import Final

from newsroom.site import Discovery, addresses
from newsroom.site.toml_files import Table

KEYS: Final = ("ai_crawlers", "security", "ads", "trust")

TRUST_LINKS: Final = (
    "member", "belongto", "control", "controlledby", "social", "vendor", "customer", "disclosure", "contact"
)  # fmt: skip
TRUST_KEYS: Final = (*TRUST_LINKS, "datatrainingallowed")

_DOMAIN = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
_VARIABLE = re.compile(rf"(?:OWNERDOMAIN|MANAGERDOMAIN|SUBDOMAIN|CONTACT|INVENTORYPARTNERDOMAIN)={_DOMAIN}\S*", re.I)
_RECORD = re.compile(rf"{_DOMAIN}, ?[^\s,;#=]+, ?(?:DIRECT|RESELLER)(?:, ?[^\s,;#=]+)?", re.I)
_CHOICES = 'Write ai_crawlers = "allow" or ai_crawlers = "disallow".'


def read(top: Table) -> Discovery:
    return Discovery(
        ai_crawlers=top.checked("ai_crawlers", _choice, _CHOICES),
        security=top.all_checked(
            "security", _reporting, "Write mailto:security@example.org, or the https:// address of a form."
        ),
        ads=top.all_checked(
            "ads", _ads_line, "Write a line such as adnetwork.example, 12345, DIRECT, or OWNERDOMAIN=example.org."
        ),
        trust=_trust(top.table("trust")),
    )


def _choice(written: str) -> str:
    if written.lower() not in ("allow", "disallow"):
        raise ValueError("it is neither allow nor disallow")
    return written.lower()


def _reporting(written: str) -> str:
    """RFC 9116 §2.5.3: a URI, of the web only with https."""
    if written.startswith("http://"):
        raise ValueError("it begins with http://, which may be read on the way")
    if "@" in written and ":" not in written:
        written = f"mailto:{written}"
    return addresses.contact(written)


def _ads_line(written: str) -> str:
    """IAB ads.txt 1.1 §3.4 and §3.5: a record of two to four fields, or a variable."""
    if not _VARIABLE.fullmatch(written) and not _RECORD.fullmatch(written):
        raise ValueError("it is no line of ads.txt")
    return written


def _trust(table: Table) -> "MappingProxyType[str, tuple[str, ...]]":
    table.note_unknown(TRUST_KEYS, "[trust]")
    mend = "Write an address that begins with https://, or a list of them."
    found = {key: table.all_checked(key, addresses.contact, mend) for key in TRUST_LINKS}
    yes_or_no = table.checked("datatrainingallowed", _yes_or_no, 'Write "yes" or "no".')
    found["datatrainingallowed"] = (yes_or_no,) if yes_or_no else ()
    return MappingProxyType({key: values for key, values in found.items() if values})


def _yes_or_no(written: str) -> str:
    if written.lower() not in ("yes", "no"):
        raise ValueError("it is neither yes nor no")
    return written.lower()
