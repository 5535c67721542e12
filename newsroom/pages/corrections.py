"""Every correction of the paper, the newest first, with what the paper says of how it corrects."""

import time

from markupsafe import Markup

from newsroom.article import Correction
from newsroom.catalogue.rows import CorrectionRow
from newsroom.pages._head import list_head, trail
from newsroom.pages.article import SHORTS_BUDGET, Shorts, note
from newsroom.pages.lists import LAST_PAGE, PER_PAGE, paginate
from newsroom.pages.views import Corrected, CorrectionsPage, Link
from newsroom.places import CORRECTIONS, FEEDS, quote
from newsroom.query import Query

PATH = f"/{CORRECTIONS}/"


def corrections(query: Query, number: int) -> CorrectionsPage | None:
    """Page `number`; None past the end."""
    total = query.reader.count_corrections(query.now, PER_PAGE * LAST_PAGE + 1)
    pages = max(1, min(LAST_PAGE, -(-total // PER_PAGE)))
    if not 1 <= number <= pages:
        return None
    rows = query.reader.corrections(query.now, PER_PAGE, (number - 1) * PER_PAGE)
    heading = query.say("Corrections")
    text = query.say("What we got wrong, and what is right.")
    crumbs = trail(query, Link(heading, PATH))
    stories = {row.entry.path: row.entry for row in rows}
    cards = query.cards(tuple(stories.values()))
    until = time.thread_time() + SHORTS_BUDGET
    return CorrectionsPage(
        query.chrome(), list_head(query, heading, PATH, text, crumbs, cards, number=number, last=pages,
        is_followed=True), crumbs,
        heading, text, _policy(query) if number == 1 else Markup(""), _policy_url(query),
        tuple(_corrected(query, row, place, until) for place, row in enumerate(rows, 1)), total,
        paginate(PATH, number, pages), PATH + FEEDS[0],
    )  # fmt: skip


def _policy(query: Query) -> Markup:
    """The standing page of that name, which has its place here."""
    document = query.reader.document("page", CORRECTIONS)
    found = query.standing_page(document) if document else None
    if document is None or found is None:
        return Markup("")
    page, _ = found
    language = page.language or query.site.language
    return query.press.set_text(document.path, page.body, page.body_line, language, query.resolver(document.path)).html


def _policy_url(query: Query) -> str:
    """Where site.toml says that the policy is, unless that is here."""
    url = query.site.organisation.policies.get("correctionsPolicy", "")
    return "" if url.rstrip("/") == PATH.rstrip("/") else url


def _corrected(query: Query, row: CorrectionRow, place: int, until: float) -> Corrected:
    """`place` counts from 1 on the page: a note's own number counts within its story."""
    entry = row.entry
    shorts = Shorts(query.resolver(entry.path), until)
    printed = note(query, place, Correction(row.date, row.kind, row.text, row.was), shorts)
    card = query.card(entry)
    url = f"{quote(entry.url)}#correction-{row.number}"
    return Corrected(
        printed, url, card.headline, card.published, card.language, card.direction,
        card.label,
    )  # fmt: skip
