"""The operational settings: environment variables, read once at boot. A wrong one stops the program there."""

import difflib
import hashlib
import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from newsroom.errors import SettingsError

PREFIX = "BROADSHEET_"
PROJECT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 16
LARGEST_CACHE_MB = 4096
MOST_PROXIES = 8
WATCHES = ("auto", "poll", "off")


@dataclass(frozen=True, slots=True)
class Variable:
    """A row of the settings table in the README. `default` is in words where no fixed text would do."""

    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable("BROADSHEET_CONTENT", "content", "the folder that holds the stories and site.toml"),
    Variable(
        "BROADSHEET_DATA", "instance",
        "the folder for what Broadsheet derives from one content folder; it can be deleted at any moment",
    ),
    Variable("BROADSHEET_BASE_URL", "http://127.0.0.1:5000", "the address at which readers reach the paper"),
    Variable("BROADSHEET_SECRET_KEY", "none", "16 random characters or more; for signed previews, yet to come"),
    Variable("BROADSHEET_CACHE_MB", "24", "memory for finished pages in each worker, in MB, from 1 to 4096"),
    Variable("BROADSHEET_TRUSTED_PROXIES", "0", "how many reverse proxies of your own stand in front, from 0 to 8"),
    Variable(
        "BROADSHEET_WATCH", "auto",
        "auto: the system tells of changes; poll: files are looked at again and again; off: once",
    ),
)
NAMES = tuple(variable.name for variable in VARIABLES)
DEFAULTS: Mapping[str, str] = {variable.name: variable.default for variable in VARIABLES}


@dataclass(frozen=True, slots=True)
class Settings:
    """`base_url` has no slash at its end. `cache_bytes` holds for one worker."""

    content_dir: Path
    data_dir: Path
    base_url: str = DEFAULTS["BROADSHEET_BASE_URL"]
    secret_key: str | None = field(default=None, repr=False)
    cache_bytes: int = 24 * 1024 * 1024
    trusted_proxies: int = 0
    watch: str = "auto"

    @classmethod
    def load(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings that `environ` asks for; an empty value counts as none. Relative folders are below the working
        directory, default ones below the project.

        Raises SettingsError with one sentence for every value that cannot be used.
        """
        faults = list(_unknown(environ))
        content_dir = _content_dir(environ, faults)
        settings = cls(
            content_dir=content_dir,
            data_dir=_data_dir(environ, content_dir, faults),
            base_url=_base_url(environ, faults),
            secret_key=_secret_key(environ, faults),
            cache_bytes=_number(environ, "BROADSHEET_CACHE_MB", 1, LARGEST_CACHE_MB, faults) * 1024 * 1024,
            trusted_proxies=_number(environ, "BROADSHEET_TRUSTED_PROXIES", 0, MOST_PROXIES, faults),
            watch=_watch(environ, faults),
        )
        if faults:
            raise SettingsError(tuple(faults))
        return settings

    @property
    def host(self) -> str:
        """The host name of `base_url`, without its port."""
        return urlsplit(self.base_url).hostname or ""


def _unknown(environ: Mapping[str, str]) -> tuple[str, ...]:
    unknown = sorted(name for name in environ if name.startswith(PREFIX) and name not in NAMES)
    return tuple(f"{name} is not a setting; {_suggestion(name)}" for name in unknown)


def _suggestion(name: str) -> str:
    close = difflib.get_close_matches(name.removeprefix(PREFIX), [known.removeprefix(PREFIX) for known in NAMES], n=1)
    return f"did you mean {PREFIX}{close[0]}?" if close else f"the settings are {', '.join(NAMES)}."


def _content_dir(environ: Mapping[str, str], faults: list[str]) -> Path:
    folder = _folder(environ, "BROADSHEET_CONTENT", faults)
    if folder is not None and not os.path.isdir(folder):  # noqa: PTH112 Path.is_dir() raises where we may not look
        state = "is not a folder" if os.path.lexists(folder) else "does not exist"
        faults.append(f"BROADSHEET_CONTENT names {folder}, which {state}; make it, or name the folder of the stories.")
    return folder or PROJECT


def _data_dir(environ: Mapping[str, str], content_dir: Path, faults: list[str]) -> Path:
    folder = _folder(environ, "BROADSHEET_DATA", faults)
    if folder is None:
        return PROJECT
    if not environ.get("BROADSHEET_DATA", "").strip() and content_dir != PROJECT / DEFAULTS["BROADSHEET_CONTENT"]:
        mark = hashlib.blake2b(os.fsencode(content_dir), digest_size=4).hexdigest()
        return folder / "papers" / f"{content_dir.name}-{mark}"
    if os.path.lexists(folder) and not os.path.isdir(folder):  # noqa: PTH112 as above
        faults.append(f"BROADSHEET_DATA names {folder}, which is not a folder; name one that can be written to.")
    elif content_dir != PROJECT and _real(folder).is_relative_to(_real(content_dir)):
        faults.append(
            f"BROADSHEET_DATA names {folder}, which lies in the content folder; name one outside {content_dir}."
        )
    return folder


def _folder(environ: Mapping[str, str], name: str, faults: list[str]) -> Path | None:
    """An absolute path; links in it stay, since a deployment may switch them while the site runs."""
    written = environ.get(name, "").strip()
    if not written:
        return PROJECT / DEFAULTS[name]
    if "\0" in written:
        faults.append(f"{name} holds a NUL character; write the path of a folder.")
        return None
    try:
        return Path(os.path.abspath(Path(written).expanduser()))  # noqa: PTH100 resolve() would follow links
    except RuntimeError:
        faults.append(f"{name} is {written!r}, whose home folder is not known; write the whole path.")
        return None


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))


def _base_url(environ: Mapping[str, str], faults: list[str]) -> str:
    written = environ.get("BROADSHEET_BASE_URL", "").strip()
    if not written:
        return DEFAULTS["BROADSHEET_BASE_URL"]
    try:
        return _normal_base_url(written)
    except ValueError as error:
        # What is written may hold a password, so it is not repeated here.
        faults.append(f"BROADSHEET_BASE_URL {error}; write it like https://www.example.org.")
        return DEFAULTS["BROADSHEET_BASE_URL"]


def _normal_base_url(written: str) -> str:
    """Raises ValueError with the rest of a sentence."""
    if not re.fullmatch(r"[!-~]+", written):
        raise ValueError("holds blanks or other characters than ASCII (write a foreign name in its xn-- form)")
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        raise ValueError("has a host or port that cannot be read") from None
    if parts.scheme not in ("http", "https"):
        raise ValueError("does not begin with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise ValueError("holds a user name or password")
    if parts.path not in ("", "/") or "?" in written or "#" in written:
        raise ValueError("goes on after the host; the paper is served from the root of its host")
    host = (parts.hostname or "").removesuffix(".")
    if not _is_host(host):
        raise ValueError("has no host that is a name or an IPv4 address")
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" if port in (None, usual) else f"{parts.scheme}://{host}:{port}"


def _is_host(host: str) -> bool:
    if re.fullmatch(r"[0-9.]+", host):
        try:
            ipaddress.IPv4Address(host)
        except ValueError:
            return False
        return True
    return len(host) <= 253 and all(
        re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", label) for label in host.split(".")
    )


def _secret_key(environ: Mapping[str, str], faults: list[str]) -> str | None:
    key = environ.get("BROADSHEET_SECRET_KEY", "")
    if not key.strip():
        return None
    if len(key) < SHORTEST_SECRET:
        faults.append(
            f"BROADSHEET_SECRET_KEY has {len(key)} characters and needs at least {SHORTEST_SECRET}; "
            "make one with: python -c 'import secrets; print(secrets.token_hex(32))'."
        )
    return key


def _number(environ: Mapping[str, str], name: str, least: int, most: int, faults: list[str]) -> int:
    written = environ.get(name, "").strip() or DEFAULTS[name]
    if re.fullmatch(r"[0-9]{1,9}", written) and least <= int(written) <= most:
        return int(written)
    faults.append(f"{name} is {written[:40]!r}; it must be a whole number from {least} to {most}.")
    return int(DEFAULTS[name])


def _watch(environ: Mapping[str, str], faults: list[str]) -> str:
    written = environ.get("BROADSHEET_WATCH", "").strip().lower() or DEFAULTS["BROADSHEET_WATCH"]
    if written in WATCHES:
        return written
    faults.append(f"BROADSHEET_WATCH is {written[:40]!r}; it must be auto, poll or off.")
    return DEFAULTS["BROADSHEET_WATCH"]
