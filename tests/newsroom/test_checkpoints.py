"""What was committed comes into the catalogue's file while readers and the writer go on."""

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from newsroom.catalogue import Catalogue
from newsroom.catalogue.writer import Writer
from newsroom.indexer.checkpoints import Checkpoints


def test_the_file_has_what_was_committed_without_its_log(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "data")
    connection, _ = catalogue.open_for_writing()
    Writer(connection).document("pages/a.md", "page", "a", "The first.")
    catalogue.publish(connection)
    checkpoints = Checkpoints(catalogue, large=1)
    checkpoints.start()
    try:
        assert _seen_alone(catalogue, tmp_path, 1)
        Writer(connection).document("pages/b.md", "page", "b", "The second.")
        assert _seen_alone(catalogue, tmp_path, 2)
    finally:
        checkpoints.stop()
        connection.close()


def _seen_alone(catalogue: Catalogue, folder: Path, rows: int) -> bool:
    """Whether a copy of the file, without its log, comes to have so many documents within ten seconds."""
    file = catalogue.current_file()
    assert file
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        shutil.copy(file, folder / "copy.sqlite")
        with closing(sqlite3.connect(f"file:{folder}/copy.sqlite?immutable=1", uri=True)) as copy:
            try:
                if copy.execute("SELECT count(*) FROM documents").fetchone() == (rows,):
                    return True
            except sqlite3.DatabaseError:
                pass  # its tables are still in the log, or the copy was taken half way
        time.sleep(0.05)
    return False


def test_without_a_catalogue_it_waits(tmp_path: Path) -> None:
    checkpoints = Checkpoints(Catalogue(tmp_path / "data"), large=1)
    checkpoints.start()
    time.sleep(0.6)
    checkpoints.stop()
    assert not (tmp_path / "data").exists()
