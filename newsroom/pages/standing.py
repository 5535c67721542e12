"""Standing pages, and the pages that say what went wrong."""

from newsroom.locales import N_
from newsroom.pages._head import plain_head, trail
from newsroom.pages.views import ErrorPage, Link, StandingPageView
from newsroom.query import Query, direction

_ERRORS = {
    400: (N_("This address cannot be read"), N_("Check the address, or begin at the front page.")),
    404: (
        N_("There is no page here"),
        N_("The address may be mistyped, or the story may have moved. The latest is below."),
    ),
    405: (N_("That cannot be done here"), N_("This page can only be read.")),
    410: (N_("This story is no longer published"), N_("It was taken down by its editors. The latest is below.")),
    500: (N_("Something went wrong"), N_("The fault is ours and has been noted. Please try again in a moment.")),
    503: (N_("The paper is being set up"), N_("Please try again in a few seconds.")),
}
_KINDS = {
    **dict.fromkeys(("about", "about-us", "ueber-uns", "a-propos", "acerca-de", "qui-sommes-nous"), "AboutPage"),
    **dict.fromkeys(("contact", "contact-us", "kontakt", "contacto", "nous-contacter"), "ContactPage"),
}
LATEST = 12


def standing_page(query: Query, path: str) -> StandingPageView | None:
    """The page in the file `path`; None for a draft."""
    document = next((each for each in query.reader.documents("page") if each.path == path), None)
    found = query.standing_page(document) if document else None
    if found is None:
        return None
    page, url = found
    language = page.language or query.site.language
    prose = query.press.set_text(path, page.body, page.body_line, language, query.resolver(path))
    text = page.standfirst or f"{page.title}: {query.site.title}."
    crumbs = trail(query, Link(page.title, url))
    head = plain_head(
        query, page.title, url, text, updated=query.local(page.updated), kind=_KINDS.get(page.slug, "WebPage"),
        breadcrumbs=crumbs, language=language,
    )  # fmt: skip
    return StandingPageView(
        query.chrome(), head, crumbs, page.title, page.standfirst, prose, query.local(page.updated), language,
        direction(language),
    )  # fmt: skip


def error_page(query: Query, code: int) -> ErrorPage:
    """In the paper's design, with the way on."""
    heading, text = map(query.words.gettext, _ERRORS.get(code, _ERRORS[400 if code < 500 else 500]))
    latest = query.cards(query.newest(LATEST))
    return ErrorPage(query.chrome(), plain_head(query, heading, "/", text, indexed=False), code, heading, text, latest)
