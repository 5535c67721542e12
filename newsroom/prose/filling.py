"""What is shown for each kind of entry: the links are asked about here."""

from collections.abc import Mapping
from html import escape

from newsroom.prose.asking import Asking
from newsroom.prose.entries import Card, Entry, Story
from newsroom.prose.references import Shot
from newsroom.prose.urls import host_of
from newsroom.prose.walk import own_id, slug
from newsroom.prose.wording import Wording

_FAULTS: Mapping[str, tuple[str, str]] = {
    "tag": (
        "there is no template language here, so this tag is left out: {}",
        "Remove it, or write what it stands for.",
    ),
    "variable": (
        "there is no template language here, so this value is left out: {}",
        "Write what it stands for.",
    ),
    "output": (
        "there is no template language here, so this is shown as it is written: {}",
        "Write what it stands for, or put it between backticks if the text is about it.",
    ),
    "shortcode": (
        "there is no such shortcode, so it is shown as it is written: {}",
        "Remove it, or write what it stands for.",
    ),
    "block": (
        "there is no such block, so only its text is shown: {}",
        "Use pull, fact, gallery, note, tip, important, warning or caution.",
    ),
    "open block": (
        "this block has no end, so all that follows is part of it: {}",
        "Write a line ::: where it shall end.",
    ),
}
_VIDEO_HOSTS = ("youtu", "vimeo", "dailymotion")


class Filling:
    """Fills in the entries of one text."""

    def __init__(self, asking: Asking, words: Wording) -> None:
        self._asking, self._words = asking, words

    def fill(self, index: int, entry: Entry, alone: bool) -> str:
        """The HTML for an entry; `alone` says that nothing else is in its paragraph."""
        shown = entry.shown
        if entry.fault:
            what, mend = _FAULTS[entry.fault]
            self._asking.tell(
                "note", entry.line, entry.source, what.format(" ".join(entry.source.split())[:80]), mend
            )  # fmt: skip
        if isinstance(shown, str):
            return shown
        if isinstance(shown, Shot):
            # Whether it is a figure is not known yet: `figures` looks at its number next.
            return f'<img data-picture="{index}">'
        if isinstance(shown, Card):
            return self._card(shown, alone)
        return self._url(shown, entry) if shown.as_url else self._link(shown, entry)

    def _card(self, card: Card, alone: bool) -> str:
        host = host_of(card.url)
        kind = "video" if any(name in host for name in _VIDEO_HOSTS) else "page"
        text = escape(card.title or self._words[kind] % {"host": host})
        link = f'<a href="{escape(card.url)}">{text}</a>'
        return f'<p class="embed">{link} <span>{escape(host)}</span></p>' if alone else link

    def _url(self, story: Story, entry: Entry) -> str:
        target = self._asking.ask(story.kind, story.name)
        if target is None:
            self._not_found(story, entry)
            return ""
        return escape(target.url + _fragment(story))

    def _link(self, story: Story, entry: Entry) -> str:
        if not story.name:
            words = story.text or story.fragment
            return f'<a href="{escape(_fragment(story))}">{escape(words)}</a>' if story.fragment else escape(words)
        target = self._asking.ask(story.kind, story.name)
        if target is not None:
            words = (story.kind == "link" and target.title) or story.text or target.title or story.name
            return f'<a href="{escape(target.url + _fragment(story))}">{escape(words)}</a>'
        if story.kind == "wiki":
            self._not_found(story, entry)
        return escape(story.text or story.name)

    def _not_found(self, story: Story, entry: Entry) -> None:
        self._asking.tell(
            "note",
            entry.line,
            entry.source,
            f"no story found for {story.name[:200]}, so the link is left out.",
            "Correct the name: it is the slug or the file name of a story.",
        )


def _fragment(story: Story) -> str:
    return f"#{own_id(slug(story.fragment))}" if story.fragment else ""
