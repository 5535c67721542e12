"""Characters that no page, feed or database takes: lone surrogates, and those that XML 1.0 §2.2 forbids."""

import re
from typing import Final

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SURROGATE: Final = re.compile("[\ud800-\udfff]")
PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# libyaml refuses these as well, though a file with a wrong encoding has them often.
CONTROLS: Final = re.compile("[\x7f-\x84\x86-\x9f]")
# What YAML 1.1 takes for the end of a line; editors for print paste them into headlines.
LINE_ENDS: Final = re.compile("[\x85\u2028\u2029]")
# An escape in quotes; the first branch steps over a backslash that is itself escaped.
ESCAPED_PAIR: Final = re.compile(
    r"\\\\|\\u([dD][89abAB][0-9a-fA-F]{2})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


# Bytes of UTF-8 with which a control, half of a pair, or a character that is none can begin, and the carriage return.
ODD: Final = bytes((*(byte for byte in range(0x20) if byte not in b"\t\n"), 0x7F, 0xC2, 0xED, 0xEF))
EVEN: Final = bytes(byte for byte in range(256) if byte not in ODD)


def is_ordinary(text: str) -> bool:
    """Whether it is seen at a glance that `text` holds nothing that these patterns look for, nor a carriage return.

    The glance takes a fifth of a search, and does for nearly every story; False says only that it has to be looked for.
    """
    return not text.encode("utf-8", "surrogatepass").translate(None, EVEN)


def printable(text: str) -> str:
    """`text` with pairs of surrogates joined, and each forbidden character replaced."""
    if text.isprintable():  # neither of them is
        return text
    if SURROGATE.search(text):
        text = PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    return FORBIDDEN.sub(REPLACEMENT, text)


def join_escaped_pairs(text: str) -> str:
    """`text` with `\\ud83d\\ude00`, as JSON writes an emoji, as that character, and lone halves as U+FFFD."""
    return ESCAPED_PAIR.sub(_joined, text)


def _joined(match: re.Match[str]) -> str:
    if match[0] == "\\\\":
        return match[0]
    if match[1] and match[2]:
        high, low = int(match[1], 16), int(match[2], 16)
        return chr(0x10000 + (high - 0xD800 << 10) + (low - 0xDC00))
    return REPLACEMENT
