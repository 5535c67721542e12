"""The catalogue: which path is whose, and every list that a front, feed or sitemap needs.

Made from the files, disposable. `store` is the SQLite file and its generation, `reader` asks (of `stories`, `names`,
`moments`, `files`), `writer` fills, `registry` gives everybody a place.
"""

from newsroom.catalogue.reader import Reader
from newsroom.catalogue.store import Catalogue, Damaged

__all__ = ["Catalogue", "Damaged", "Reader"]
