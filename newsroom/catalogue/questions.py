"""How the catalogue is asked."""

import sqlite3
from typing import Any


class Questions:
    """Of one state of the catalogue. Statements are made of constants; values are always bound."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, **values: object) -> list[Any]:
        """For the other modules of the catalogue."""
        return self._all(sql, **values)

    def _all(self, sql: str, **values: object) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, **values: object) -> Any:
        """The first row, or None."""
        return self._connection.execute(sql, values).fetchone()
