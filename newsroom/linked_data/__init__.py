"""JSON-LD for search engines: schema.org terms, plain values in, dictionaries for `|tojson` out.

A value that is absent is left out; nothing here is null or empty. Every URL is absolute.
"""

from newsroom.linked_data.lists import list_graph
from newsroom.linked_data.nodes import Crumbs, Node
from newsroom.linked_data.publisher import organisation, website
from newsroom.linked_data.stories import TYPES, Shape, article_graph, modified

__all__ = ["TYPES", "Crumbs", "Node", "Shape", "article_graph", "list_graph", "modified", "organisation", "website"]
