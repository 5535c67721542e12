"""Search: full text and related stories, by tantivy. Made from the files and the catalogue, disposable.

`store` is the index as it is read, `writer` fills it; `asked` takes apart what a reader typed, `finding` answers.
"""

from newsroom.search.asked import Asked, read
from newsroom.search.finding import Found, Hit, Sorting, find
from newsroom.search.store import NotSearchable, Search, State

__all__ = ["Asked", "Found", "Hit", "NotSearchable", "Search", "Sorting", "State", "find", "read"]
