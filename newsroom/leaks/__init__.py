"""Looks for what must not be seen yet, or any more: every surface of a paper, just before and just after each moment.

What is hidden must leave no trace: at each moment the paper answers every request as one would that never had the
hidden files. So two papers are read, one with them and one without, and compared byte by byte; words of their own in
every field of the hidden stories say which story it was that showed.
"""

from newsroom.leaks.rehearsal import Leak, rehearse

__all__ = ["Leak", "rehearse"]
