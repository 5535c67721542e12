"""The same stories with Publ, its cache on. Run as a program, it fills its index, which the workers then share."""

import os
import sys
import time
from pathlib import Path

import publ  # type: ignore[import-not-found] # it is in an environment of its own
from publ import index

FOLDER = Path(os.environ["BENCH_PUBL"])

app = publ.Publ(
    __name__,
    {
        "database_config": {"provider": "sqlite", "filename": str(FOLDER / "index.db"), "create_db": True},
        "content_folder": str(FOLDER / "content"),
        "template_folder": str(FOLDER / "templates"),
        "static_folder": str(FOLDER / "static"),
        "cache": {"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 86_400, "CACHE_THRESHOLD": 5_000},
        "timezone": "UTC",
    },
)

if __name__ == "__main__":
    with app.app_context():
        while index.in_progress():
            time.sleep(0.2)
    sys.exit(0)
