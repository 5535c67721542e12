"""What a YAML parser says is wrong, in words that help a writer: where it is, and what to type instead."""

import re
from typing import Any, Final

import yaml

from newsroom.frontmatter.header import HeaderFault, too_deep

FIELD: Final = re.compile(r"(?P<lead>\s*(?:- +)?)(?P<key>[\w.-]+)\s*:\s+(?P<value>\S.*)")
LONGEST_EXAMPLE: Final = 70
CLOSE_HEADER: Final = "if it is the story's text, close the header above it with a line ---"

# (part of the parser's sentence, what is wrong, how to mend it); the first that fits counts.
SENTENCES: Final = (
    ("scanning a quoted scalar", "A quotation mark is opened and not closed.", "Close it at the end of the value."),
    ("unknown escape", "A backslash in double quotes begins a code that YAML does not know.",
     "Write it twice, \\\\, or use single quotes around the value."),
    ("invalid Unicode character", "The code after this backslash stands for no character.",
     "Type the character itself."),
    ("parsing a quoted scalar", "The code after this backslash is not complete.",
     "Write the backslash twice, \\\\, or use single quotes around the value."),
    ("scanning a block scalar", "Text follows > or |, which stand alone on their line.",
     "Put quotes around the value, or begin the text on the next line, indented."),
    ("scanning an alias", "A value that begins with * is a reference of YAML.", "Put quotes around it{example}."),
    ("scanning an anchor", "A value that begins with & is a mark of YAML.", "Put quotes around it{example}."),
    ("flow sequence", "A list that begins with [ is not closed, or lacks a comma.",
     "Close it with ], put commas between its items, or, if it is text, put quotes around the value."),
    ("flow mapping", "A map that begins with { is not closed, or lacks a comma.",
     "Close it with }, or, if it is text, put quotes around the value."),
    ("block sequence entries", "A list begins on the same line as its name.",
     "Begin each item on a line of its own with - and a blank; if it is text, put quotes around it{example}."),
    ("expected '-' indicator", "This line stands within a list but does not begin with -.",
     "Begin it with - and a blank, or indent it like the line that names the list."),
    ("tag", "A value that begins with ! is a tag of YAML.", "Put quotes around it{example}."),
    ("mapping keys are not allowed", "A value that begins with a question mark is a sign of YAML.",
     "Put quotes around it{example}."),
    ("expected node content", "A value begins with a sign that means something else in YAML.",
     "Put quotes around it{example}."),
)  # fmt: skip


def explain(error: yaml.YAMLError, header: str) -> HeaderFault:
    """`error` as a fault with line and column, from 1 in `header`, and a mend that fits it."""
    lines = header.split("\n")
    sentence = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or ''}"
    mark: Any = getattr(error, "problem_mark", None)
    if "unexpected end of stream" in sentence or "could not find expected ':'" in sentence:
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:
        return _unprintable(error, header)
    if "nesting depth" in sentence:  # libyaml from 0.2.6 on finds a thousand levels by itself
        return too_deep(mark.line + 1)
    row = min(mark.line, len(lines) - 1)
    column = mark.column if row == mark.line else len(lines[row])
    what, mend = _words(sentence, lines, row, column)
    return HeaderFault(row + 1, column + 1, what, mend)


def _words(sentence: str, lines: list[str], row: int, column: int) -> tuple[str, str]:
    line = lines[row]
    example = _quoted(line)
    if "\t" in line[: column + 1] and not line[:column].strip():
        return "A tab stands where only blanks may indent.", "Replace the tab with two blanks."
    if "mapping values are not allowed" in sentence:
        return _colon(lines, row, column, example)
    if "cannot start any token" in sentence:
        return f"A value cannot begin with {line[column : column + 1]} in YAML.", f"Put quotes around it{example}."
    if "could not find expected ':'" in sentence:
        return (
            "This line is no `name: value`.",
            f"If it continues the value above, indent it; {CLOSE_HEADER}.",
        )
    for part, what, mend in SENTENCES:
        if part in sentence:
            return what, mend.format(example=example) if "{example}" in mend else mend
    return _after_a_value(line, column, example)


def _colon(lines: list[str], row: int, column: int, example: str) -> tuple[str, str]:
    line = lines[row]
    if ":" in line[:column]:
        return "A colon followed by a blank stands inside a value without quotes.", f"Put quotes around it{example}."
    if line[:1].isspace():
        return "This line is indented deeper than the one above, which has a value.", "Delete the blanks before it."
    return "The line above is no `name: value`.", f"Delete it, or give it a name; {CLOSE_HEADER}."


def _after_a_value(line: str, column: int, example: str) -> tuple[str, str]:
    before = line[:column].rstrip()
    if before.endswith(('"', "'")):
        return (
            "Text follows the closing quotation mark of a value.",
            f"Put the whole value in quotes, and use the other kind of quotes inside it{example}.",
        )
    if before.endswith(("]", "}")):
        what = f"Text follows the closing {before[-1]} of a value."
        return what, f"Delete it, or put quotes around the value{example}."
    return (
        "This line does not fit the lines above it.",
        f"Indent it like its neighbours and write it as `name: value`; {CLOSE_HEADER}.",
    )


def _quoted(line: str) -> str:
    """`: title: "…"`, the line with quotes around its value, where it is short enough to be an example."""
    match = FIELD.fullmatch(line.rstrip())
    if not match or len(line) > LONGEST_EXAMPLE:
        return ""
    value = match["value"]
    if len(value) > 2 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]  # quotes that were meant to enclose it
    if '"' not in value and "\\" not in value:
        return f': `{match["key"]}: "{value}"`'
    return f": `{match['key']}: '{value.replace(chr(39), chr(39) * 2)}'`"


def _unprintable(error: yaml.YAMLError, header: str) -> HeaderFault:
    """For faults that the reader under the parser finds, which knows a position only."""
    position = min(getattr(error, "position", 0) or 0, len(header))
    line = header.count("\n", 0, position) + 1
    column = position - header.rfind("\n", 0, position)
    return HeaderFault(line, column, "The header holds a character that cannot be printed.", "Delete it.")
