"""Markdown as newsrooms write it, made into HTML that is safe to print."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from newsroom.errors import Problem

LinkKind = Literal["link", "picture", "wiki", "story"]


@dataclass(frozen=True, slots=True)
class Target:
    """What a link leads to: `url` is a path on this site, or empty for what no reader may see. `title` is the headline
    of a story; `width` and `height` are the pixels of a picture as shown upright. Where it has renditions, `src` and
    `srcset` are those of its img, and `sources` has (type, srcset) of each source before it."""

    url: str
    title: str = ""
    width: int = 0
    height: int = 0
    src: str = ""
    srcset: str = ""
    sources: tuple[tuple[str, str], ...] = ()


Resolve = Callable[[LinkKind, str], Target | None]
"""Answers what a link as written leads to: (`link`, an href) (`picture`, a src) (`wiki`, the inside of `[[…]]` before
`|`) (`story`, the argument of post_url or ref). None where this site has no such thing."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text, for a table of contents."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A rendered text. `asked` holds every question put to `resolve` with its answer: while all answers stay the
    same, so does `html`. `words` are counted without marks."""

    html: Markup
    contents: tuple[Heading, ...]
    words: int
    asked: tuple[tuple[LinkKind, str, Target | None], ...]
    problems: tuple[Problem, ...]


# The parts below need the types above.
from newsroom.prose.deadline import RenderTooLong  # noqa: E402
from newsroom.prose.references import pictures_named  # noqa: E402
from newsroom.prose.render import (  # noqa: E402
    marked_and_converted,
    render,
    render_inline,
    render_short,
    with_picture_at_once,
)
from newsroom.prose.text import count_words, plain  # noqa: E402

__all__ = [
    "Heading",
    "LinkKind",
    "Prose",
    "RenderTooLong",
    "Resolve",
    "Target",
    "count_words",
    "marked_and_converted",
    "pictures_named",
    "plain",
    "render",
    "render_inline",
    "render_short",
    "with_picture_at_once",
]
