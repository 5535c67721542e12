"""JSON front matter: an object at the very start of the file."""

import json
import re
from typing import Final, NoReturn

from newsroom.frontmatter.header import (
    MOST_BYTES,
    MOST_DEPTH,
    HeaderFault,
    Loaded,
    decimal,
    depth,
    duplicate,
    integer,
    too_deep,
)

DECODER: Final = json.JSONDecoder(parse_float=decimal, parse_int=integer, parse_constant=str)
STRING: Final = re.compile(r'"(?:\\.|[^"\\])*+"?', re.DOTALL)
BLANKS: Final = re.compile(r"[ \t\n\r]*")

MENDS: Final = (
    ("Expecting {", "Put the whole header in braces, { and }."),
    ("property name", "Write each name in double quotes, and no comma after the last value."),
    ("':' delimiter", "Put a colon between the name and its value."),
    ("',' delimiter", "Put a comma between the values; write quotation marks inside a text as \\\"."),
    ("Expecting value", "Write a text in double quotes, a number, true, false, null, a list or a map."),
    ("Unterminated string", "Close the quotation mark at the end of the text."),
    ("control character", "Write the text on one line; a line break inside it is \\n."),
    ("escape", "Write the backslash twice, \\\\."),
)  # fmt: skip


def load(text: str) -> tuple[Loaded, int]:
    """The object that `text` begins with, and the offset behind it. Raises HeaderFault where it cannot be used."""
    text, is_cut = text[:MOST_BYTES], len(text) > MOST_BYTES
    if depth("".join(re.findall(r"[][{}]", STRING.sub("", text))), first_only=True) > MOST_DEPTH:
        raise too_deep(1)
    try:
        return _object(text)
    except json.JSONDecodeError as error:
        if is_cut and (error.msg.startswith("Unterminated") or error.pos >= len(text.rstrip()) - 1):
            raise too_long() from None
        raise _explained(error) from None


def too_long() -> HeaderFault:
    return HeaderFault(
        1,
        1,
        f"The header is longer than {MOST_BYTES // 1024} KiB, or never ends.",
        "End it where the story's text begins, and move long texts there.",
    )


def _object(text: str) -> tuple[Loaded, int]:
    """As JSONDecoder does it, one value at a time, so as to know each one's line."""
    loaded = Loaded()
    line, counted = 1, 0
    at = _skip(text, 0)
    if text[at : at + 1] != "{":
        _refuse("Expecting {", text, at)
    at = _skip(text, at + 1)
    if text[at : at + 1] == "}":
        return loaded, at + 1
    while True:
        if text[at : at + 1] != '"':
            _refuse("Expecting property name enclosed in double quotes", text, at)
        line, counted = line + text.count("\n", counted, at), at
        key, at = DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            _refuse("Expecting ':' delimiter", text, at)
        value, at = DECODER.raw_decode(text, _skip(text, at + 1))
        if key in loaded.metadata:
            loaded.warnings.append(duplicate(key, line))
        loaded.metadata[key], loaded.lines[key] = value, line
        at = _skip(text, at)
        if text[at : at + 1] == "}":
            return loaded, at + 1
        if text[at : at + 1] != ",":
            _refuse("Expecting ',' delimiter", text, at)
        at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    match = BLANKS.match(text, at)
    return match.end() if match else at


def _refuse(sentence: str, text: str, at: int) -> NoReturn:
    raise json.JSONDecodeError(sentence, text, at)


def _explained(error: json.JSONDecodeError) -> HeaderFault:
    mend = next((mend for part, mend in MENDS if part in error.msg), "Mend this line.")
    said = error.msg.removesuffix(" at").removesuffix(" starting")
    return HeaderFault(error.lineno, error.colno, f"The JSON of the header cannot be read: {said}.", mend)
