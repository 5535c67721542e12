"""The indexer: one process that keeps the catalogue in step with the content folder.

`reading` makes a file into a record, `crew` does so for many at once, `following` finds out what has changed and
publishes it, `filing` puts it into the catalogue, `watching` is told by the system what to look at, and `process` runs
it all until the last worker has gone.
"""

from newsroom.indexer.following import Indexer, Progress
from newsroom.indexer.reading import PICTURE_LIMIT

__all__ = ["PICTURE_LIMIT", "Indexer", "Progress"]
