"""One request's view of the paper: one state of the catalogue, one moment, and what every page asks of them.

`Query` is made in layers, each in a module of its own, which ask only those below: asking, documents, pictures, links,
frame, cards.
"""

from newsroom.query.cards import Query
from newsroom.query.documents import readable, title_of_slug
from newsroom.query.frame import direction

__all__ = ["Query", "direction", "readable", "title_of_slug"]
