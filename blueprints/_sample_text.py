"""The texts of the style guide's stories: every construct of Markdown, and a long piece with notes and wide tables."""

from pathlib import Path

from markupsafe import Markup

STANDFIRST = "The harbour trust will end 140 years of coal traffic in March. Dockers want to know who pays."
CHAPTERS = 40

_FOLDER = Path(__file__).parent.parent / "templates/styleguide"
TEXT = Markup((_FOLDER / "prose.html").read_text(encoding="utf-8"))  # noqa: S704 - our own file


def _wide_table(number: int) -> Markup:
    heads = Markup("").join(Markup('<th scope="col" class="num">Berth {}</th>').format(n) for n in range(1, 15))
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup('<td class="num">{:,}</td>').format(month * n * 1234) for n in range(1, 15))
        )
        for month in range(1, 7)
    )
    table = Markup(
        '<div class="table" role="region" tabindex="0" aria-label="Table {0}"><table><caption>Coal by berth, table {0}'
        "</caption><thead><tr>{1}</tr></thead><tbody>{2}</tbody></table></div>"
    )
    return table.format(number, heads, rows)


def _chapter(number: int) -> Markup:
    text = Markup(
        '<h2 id="chapter-{0}">Chapter {0}: what the accounts say</h2><p>{1}<sup id="fnref-{0}">'
        '<a href="#fn-{0}" aria-label="Footnote {0}">{0}</a></sup></p><p>{1}</p>'
    )
    return text.format(number, f"{STANDFIRST} " * 5) + (_wide_table(number) if number % 10 == 1 else "")


def _footnote(number: int) -> Markup:
    text = Markup(
        '<li id="fn-{0}"><p>Accounts of the harbour trust for {1}, page {2}, before general costs. '
        '<a href="#fnref-{0}" aria-label="Back to footnote {0} in the text">↩</a></p></li>'
    )
    return text.format(number, 2026 - number, number * 3 + 4)


_NUMBERS = range(1, CHAPTERS + 1)
LONG = Markup("").join(map(_chapter, _NUMBERS)) + Markup(
    '<section class="foots" aria-label="Footnotes"><ol>{}</ol></section>'
).format(Markup("").join(map(_footnote, _NUMBERS)))
"""Some 6,500 words."""
