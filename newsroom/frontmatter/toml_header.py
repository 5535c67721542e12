"""TOML front matter, as Hugo and Zola write it."""

import re
import tomllib
from typing import Final

from newsroom.frontmatter.header import MOST_DEPTH, HeaderFault, Loaded, decimal, depth, too_deep

STRING_OR_COMMENT: Final = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)' r"|'''.*?(?:'''|\Z)" r'|"(?:\\.|[^"\\\n])*+"?' r"|'[^'\n]*+'?" r"|#[^\n]*+",
    re.DOTALL,
)
DOTTED: Final = re.compile(r"[^\n=,{}\[\]]+")
KEY: Final = re.compile(r"\s*(?:\[\[?\s*)?([\w-]+)\s*[].=]", re.ASCII)
PLACE: Final = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)")

MENDS: Final = (
    ("Expected '='", "Write it as `name = \"value\"`."),
    ("Invalid statement", "Write it as `name = \"value\"`; names with blanks need quotes."),
    ("Invalid value", "Put quotes around the value."),
    ("Cannot overwrite", "Delete one of the two."),
    ("Cannot declare", "Delete one of the two."),
    ("Unclosed array", "Close the list with ], and put commas between its items."),
    ("Unescaped '\\'", "Write the backslash twice, \\\\, or use single quotes around the value."),
    ("Illegal character '\\n'", "Close the quotation mark on the line where it opens."),
    ("Unterminated string", "Close the quotation mark at the end of the value."),
    ("Expected newline or end of document", "Put the whole value in quotes, and nothing after it."),
    ("Escaped character", "Type the character itself."),
)  # fmt: skip


def load(header: str) -> Loaded:
    """The values of a TOML header. Raises HeaderFault where it cannot be used."""
    bare = STRING_OR_COMMENT.sub(_without_text, header)
    _refuse_depth(bare)
    try:
        metadata = tomllib.loads(header, parse_float=decimal)
    except tomllib.TOMLDecodeError as error:
        raise _explained(str(error), header) from None
    return Loaded(metadata=metadata, lines=_lines(bare))


def _without_text(match: re.Match[str]) -> str:
    """Keeps the lines and, for dotted names in quotes, a letter in place of a text."""
    return "" if match[0].startswith("#") else "s" + "\n" * match[0].count("\n")


def _refuse_depth(bare: str) -> None:
    """Also dotted names, `a.b.c`: tomllib takes time that grows with the square of their parts."""
    if depth("".join(re.findall(r"[][{}]", bare))) > MOST_DEPTH:
        raise too_deep(1)
    for match in DOTTED.finditer(bare):
        if match[0].count(".") > MOST_DEPTH:
            raise too_deep(bare.count("\n", 0, match.start()) + 1)


def _lines(bare: str) -> dict[str, int]:
    lines: dict[str, int] = {}
    inside = False
    for number, line in enumerate(bare.split("\n"), start=1):
        match = KEY.match(line)
        if not match:
            continue
        is_table = line.lstrip().startswith("[")
        if is_table or not inside:
            lines.setdefault(match[1], number)
        inside = inside or is_table
    return lines


def _explained(sentence: str, header: str) -> HeaderFault:
    place = PLACE.search(sentence)
    lines = header.rstrip("\n").split("\n")
    at_end = place is None or not place[1]
    line, column = (len(lines), len(lines[-1]) + 1) if at_end or not place else (int(place[1]), int(place[2]))
    said = PLACE.sub("", sentence).rstrip(".")
    mend = next((mend for part, mend in MENDS if part in said), "Mend this line, or write the header in YAML.")
    return HeaderFault(line, column, f"The TOML of the header cannot be read: {said}.", mend)
