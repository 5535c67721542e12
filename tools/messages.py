"""What the program says, in every language: gathers the messages of templates and code into the catalogues.

Writes newsroom/translations/<language>/LC_MESSAGES/messages.po and .mo, and lists what is still to be translated.
A new language is added by its code: `python tools/messages.py nl`. `--check` writes nothing.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "newsroom" / "translations"
# `Query.say` is `gettext` with its parts put in.
KEYWORDS = {**DEFAULT_KEYWORDS, "say": None}
SOURCES = (
    ("newsroom", [("**.py", "python")]),
    ("blueprints", [("**.py", "python")]),
    ("templates", [("**.html", "jinja2.ext:babel_extract"), ("**.xml", "jinja2.ext:babel_extract")]),
)
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""A date for files that shall differ only where their messages do."""
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def extracted() -> Catalog:
    """Every message of the program, with the files where it stands."""
    found = Catalog(charset="utf-8")
    for folder, methods in SOURCES:
        for name, _, message, comments, context in extract_from_dir(
            ROOT / folder, methods, {"**.html": {"newstyle_gettext": "true"}}, KEYWORDS, comment_tags=("NOTE:",)
        ):
            if "styleguide" not in name:
                found.add(message, locations=[(f"{folder}/{name}", None)], auto_comments=comments, context=context)
    return found


def languages() -> list[str]:
    """Those that have a catalogue. English is what the messages are written in."""
    return sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def po(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    path = po(language)
    return read_po(io.BytesIO(path.read_bytes()) if path.exists() else io.BytesIO(), locale=language)


def updated(language: str, template: Catalog) -> Catalog:
    """The catalogue with the messages of today: new ones are empty, and those that are said no more are gone."""
    catalog = read(language)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def written(catalog: Catalog) -> str:
    """The catalogue as a .po file, in an order that does not change when code moves."""
    out = io.BytesIO()
    write_po(out, catalog, omit_header=True, sort_output=True, include_lineno=False, width=100)
    header = HEADER.format(language=catalog.locale_identifier, plurals=catalog.plural_forms)
    return header + out.getvalue().decode().lstrip("\n")


class _Unsigned(Catalog):
    """Does not say which version of Babel wrote it, so that every version writes the same."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [each for each in super().mime_headers if each[0] != "Generated-By"]


def compiled(catalog: Catalog) -> bytes:
    unsigned, out = _Unsigned(locale=catalog.locale, creation_date=NEVER, revision_date=NEVER), io.BytesIO()
    for message in catalog:
        if message.id:
            unsigned.add(message.id, message.string, flags=message.flags, context=message.context)
    write_mo(out, unsigned)
    return out.getvalue()


def missing(catalog: Catalog) -> Iterator[Message]:
    """Messages that are not translated, or not in each of their plural forms."""
    for message in catalog:
        texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        is_short = message.pluralizable and len(texts) != catalog.num_plurals
        if message.id and (message.fuzzy or is_short or not all(texts)):
            yield message


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", nargs="*", help="codes of languages to add, such as nl or pt_BR")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is not as it should be")
    wanted = parser.parse_args()
    template, bad = extracted(), False
    for language in sorted({*languages(), *wanted.language}):
        catalog = updated(language, template)
        files = {po(language): written(catalog).encode(), po(language).with_suffix(".mo"): compiled(catalog)}
        for path, content in files.items():
            if not path.exists() or path.read_bytes() != content:
                if wanted.check:
                    bad = True
                    print(f"{path.relative_to(ROOT)} is not up to date: run make messages.")  # noqa: T201
                else:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
        left = list(missing(catalog))
        bad = bad or bool(left)
        print(f"{language}: {len(catalog) - len(left)} of {len(catalog)} messages are translated.")  # noqa: T201
        for message in left:
            print(f"  {message.id!r}" + (f" ({message.context})" if message.context else ""))  # noqa: T201
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
