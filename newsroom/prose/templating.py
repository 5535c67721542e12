"""What a mark of Liquid or Hugo stands for in a story, since there is no template language here to run it."""

import re
from collections.abc import Callable, Mapping
from html import escape

from newsroom.prose.entries import Card, Shown, Story, as_written
from newsroom.prose.liquid import Mark, value_of
from newsroom.prose.references import picture_of
from newsroom.prose.tags import card

_PLAYERS: Mapping[str, Callable[[str], str]] = {
    "youtube": lambda name: f"https://www.youtube.com/watch?v={name}",
    "vimeo": lambda name: f"https://vimeo.com/{name}",
    "instagram": lambda name: f"https://www.instagram.com/p/{name}/",
    "gist": lambda name: f"https://gist.github.com/{name}",
}
_POSTS = frozenset(("tweet", "twitter", "x"))
_VARIABLE = re.compile(r"-?\s*(?:page|post|layout|include|paginator|content|site)(?:\.[\w-]+)*(?:\s*\|[^|]*)*")
_SILENT = frozenset(("endraw", "endcomment", "endhighlight", "toc", "seo", "more"))


def interpret(mark: Mark) -> tuple[Shown, str]:
    """What is shown, and the fault that the writer is told of if nobody knows it.

    Unknown tags and the variables of Jekyll's pages show nothing, other unknown marks show themselves.
    """
    shot = picture_of(mark)
    if shot is not None:
        return shot, ""
    if mark.kind == "output":
        return _output(mark)
    embedded = _embedded(mark)
    if embedded is not None:
        return embedded, ""
    if mark.name in ("post_url", "link", "ref", "relref") and mark.args:
        name, _, fragment = mark.args[0].partition("#")
        return Story("story", name, fragment=fragment, as_url=True), ""
    if mark.kind == "tag":
        return "", "" if mark.name in _SILENT else "tag"
    return as_written(mark.source), "shortcode"


def _output(mark: Mark) -> tuple[Shown, str]:
    inside = mark.source[2:-2].strip()
    first = mark.args[0].strip() if mark.args else ""
    if inside.startswith("/*") or (mark.name == "team_photo" and first):
        return "", ""
    if mark.name == "team_link" and first:
        return Story("link", f"/authors/{first}/", first), ""
    if mark.name == "embed" and first:
        linked = card(first, "".join(mark.args[1:2]))
        return (Card(*linked) if linked else ""), ""
    value = value_of(mark)
    if value is not None:
        return escape(value, quote=True), ""
    return ("", "variable") if _VARIABLE.fullmatch(inside) else (as_written(mark.source), "output")


def _embedded(mark: Mark) -> Card | None:
    """The link card for a video, a post or a page: `{{< youtube id >}}`, `{% youtube id %}`, `{% embed url %}`."""
    first = mark.args[0] if mark.args else mark.named.get("id", mark.named.get("url", ""))
    if not first:
        return None
    title = mark.named.get("title", "")
    if mark.name in _POSTS:
        user = mark.named.get("user", "i")
        linked = card(first if "/" in first else f"https://x.com/{user}/status/{mark.named.get('id', first)}", title)
    elif mark.name in _PLAYERS:
        parts = "/".join(mark.args[:2]) if mark.name == "gist" else first
        linked = card(first if first.startswith("http") else _PLAYERS[mark.name](parts), title)
    elif mark.name in ("embed", "iframe", "oembed"):
        linked = card(first, title)
    else:
        return None
    return Card(*linked) if linked else None
