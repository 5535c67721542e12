"""Text as search knows it: words, their stems, and what is folded away so that spellings meet.

Japanese, Chinese, Korean, Thai, Lao, Khmer and Burmese are written, or read, without blanks between words: a run of
their letters is taken as its pairs. Accents, the points of Arabic and Hebrew and the tonos of Greek make no difference.
A number is one word, whatever stands between its thousands.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

STEMMERS: Final = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nb": "norwegian", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip
_LONGEST = 64

_PAIRED = "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff"
_PAIRED += "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
PAIRED: Final = re.compile(f"[{_PAIRED}]+")
# Marks that a reader may leave out, and the Arabic kashida; not those of Indian scripts, which are vowels.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]"
)
_LETTERS_OF_THEIR_OWN = "йЙїЇўЎќЌѓЃ"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Greek without tonos, Cyrillic without the points of ё; Latin letters are folded after they have been stemmed, but for
# one whose small form is two characters.
_PLAIN = {
    code: plain
    for code in (*range(0x370, 0x460), *range(0x1F00, 0x2000))
    if chr(code) not in _LETTERS_OF_THEIR_OWN
    and (plain := _MARKS.sub("", unicodedata.normalize("NFD", chr(code)))) != chr(code)
} | {ord("İ"): "I"}
BETWEEN_THOUSANDS: Final = ",.'’\u066c\u00a0\u2009\u202f "
# Begins with a digit, since that is found quickly; it is the first, and no decimal.
_THOUSANDS = re.compile(
    rf"\d(?<!\d\d)(?<!\d[.,]\d)\d{{0,2}}(?:(?P<between>[{BETWEEN_THOUSANDS}])\d{{3}})(?:(?P=between)\d{{3}})*(?!\d)"
)
_POSSESSIVE = re.compile(r"(?<=\w\w)['’\u02bc]s\b", re.IGNORECASE)


def prepared(text: str) -> str:
    """`text` as it is cut into words: composed, without the marks that are folded, numbers in one, runs without blanks
    as pairs."""
    return composed(numbers_in_one(text))


def composed(text: str) -> str:
    """The same for a text whose numbers are in one already."""
    if text.isascii():
        return _POSSESSIVE.sub("", text) if "'" in text else text
    text = unicodedata.normalize("NFKC", _FORBIDDEN.sub(" ", text))
    text = _POSSESSIVE.sub("", text)
    text = _MARKS.sub("", text.translate(_PLAIN))
    return PAIRED.sub(lambda run: f" {' '.join(pairs(run[0]))} ", text)


def numbers_in_one(text: str) -> str:
    """120,000, 120.000 and 120 000 as 120000."""
    return _THOUSANDS.sub(lambda number: "".join(filter(str.isdigit, number[0])), text)


def numbers_apart(text: str) -> str:
    """What is taken for one number and may be several: page 12 300 people."""
    return " ".join(number[0] for number in _THOUSANDS.finditer(text) if number["between"].isspace())


def pairs(run: str) -> list[str]:
    """Each letter of a run with the next one; a letter alone stays."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def language_of(tag: str) -> str:
    """The language of a BCP 47 tag whose words can be stemmed; empty for any other."""
    base = tag.partition("-")[0].lower()
    base = "nb" if base in ("no", "nn") else base
    return base if base in STEMMERS else ""


def analyser(language: str = "") -> TextAnalyzer:
    """Cuts prepared text into words, lower case and without accents; with a language, into their stems."""
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST)).filter(Filter.lowercase())
    if language:
        builder = builder.filter(Filter.stemmer(STEMMERS[language]))
    return builder.filter(Filter.ascii_fold()).build()


@lru_cache(maxsize=32)
def _kept_analyser(language: str) -> TextAnalyzer:
    return analyser(language)


def words(text: str) -> list[str]:
    """The words of a text, folded, in their order."""
    return _kept_analyser("").analyze(prepared(text))


def stems(text: str, language: str) -> list[str]:
    return _kept_analyser(language).analyze(prepared(text))


def is_paired(word: str) -> bool:
    return PAIRED.search(word) is not None
