"""Pictures that a file names and no page can show, and those of which nobody says what they show."""

import html
import re
from collections.abc import Iterator

from newsroom.article import Picture
from newsroom.errors import Problem
from newsroom.places import candidates
from newsroom.prose import Prose
from newsroom.query import Query
from newsroom.written import Written


def missing_picture(query: Query, written: Written, image: Picture | None) -> Iterator[Problem]:
    """What is wrong with the picture that a header names."""
    if image is None or query.picture_path(image.src, written.path):
        return
    place = written.find(image.src)
    if image.src.startswith(("http://", "https://")):
        what = f"the picture {image.src} is on another site, which no page here loads from."
        yield written.problem(place, "warning", what, "Put a copy into the content folder.")
        return
    there = next((each for each in candidates(image.src, written.path) if query.reader.file(each)), "")
    what = f"the picture {image.src} {'cannot be used' if there else 'is not there'}; the page is shown without it."
    mend = f"See what `flask check {there}` says of it." if there else "Put the file there, or correct the path."
    yield written.problem(place, "warning", what, mend)


def unsaid_picture(query: Query, written: Written, image: Picture | None) -> Iterator[Problem]:
    """The lead picture of a story, if its header does not say what it shows."""
    if image and not image.alt and query.picture_path(image.src, written.path):
        what = f"nothing says what the picture {image.src} shows, to those who cannot see it."
        mend = "Write it as `alt` of the image, or after `image_alt:`."
        yield written.problem(written.find(image.src), "note", what, mend)


def unsaid_pictures(written: Written, prose: Prose) -> Iterator[Problem]:
    """Those of the text."""
    for kind, name, target in prose.asked:
        if kind != "picture" or target is None:
            continue
        src = re.escape(html.escape(target.src or target.url))
        if re.search(rf'<img src="{src}"[^>]* alt=""', prose.html):
            what = f"nothing says what the picture {name} shows, to those who cannot see it."
            mend = f"Write it between the brackets, as in ![A tram on the bridge]({name})."
            yield written.problem(written.find(f"![]({name}", name), "note", what, mend)
