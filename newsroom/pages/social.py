"""Which card a page has, and where: its address changes whenever it does, for social sites never look again."""

from dataclasses import replace

from newsroom.article import Article
from newsroom.images.cards import HEIGHT, WIDTH, SocialCard
from newsroom.images.focus import or_usual
from newsroom.images.renditions import forms_of
from newsroom.pages.views import Figure
from newsroom.query import Query, direction

PREFIX = "cards"
_SMALLEST = 300
"""Pixels across, below which a picture would look worse than none."""


def story_card(query: Query, story: Article) -> SocialCard:
    """The card of a story; whether it may be seen now is for the caller to ask."""
    section, language = query.section(story.section), story.language or query.site.language
    names = [query.author_name(query.author_slug(each.slug), each.title) for each in story.authors]
    path = query.picture_path(story.image.src, story.path) if story.image else None
    row = query.reader.picture(path) if path else None
    named, label = section.title_in(language) or section.title, query.kind_label(story.kind, language)
    card = SocialCard(
        query.site.title, story.headline, named if label in ("", named) else f"{named} · {label}", section.slug,
        ", ".join(names), language=language, direction=direction(language),
    )  # fmt: skip
    if path is None or row is None or story.image is None or not forms_of(row) or row.width < _SMALLEST:
        return card
    focus = or_usual(story.image.focus, row.width, row.height)
    return replace(card, picture=path, state=row.digest, focus=focus)


def paper_card(query: Query) -> SocialCard:
    """The paper's own, for its fronts and lists, in the language of the page."""
    language = query.language
    return SocialCard(
        query.site.title, standfirst=query.tagline(), language=language, direction=direction(language),
    )  # fmt: skip


def paper_cards(query: Query) -> tuple[SocialCard, ...]:
    """The same in each of the paper's languages, its own first."""
    return tuple(paper_card(query.speaking(tag)) for tag in (query.site.language, *query.site.languages))


def card_figure(card: SocialCard, url: str = "") -> Figure:
    """The card of the story at `url`, quoted; or the paper's own, as pages name it."""
    place = f"/{PREFIX}/{card.digest}{url}.{card.form}"
    said = (card.headline, card.paper) if card.headline else (card.paper, card.standfirst)
    return Figure(place, WIDTH, HEIGHT, alt=" – ".join(filter(None, said)))
