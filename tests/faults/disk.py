"""A small disk for the data folder: it can be filled, and made read-only, also against root, whom no mode holds back.

It is mounted in a name space of its own, which root may make, and where the system allows it anybody else: no other
process sees it, and it is gone with the process that holds it.
"""

import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tests.desk import missing
from tests.tools import MENDS

AS_ROOT = ["unshare", "--mount"]
AS_ANYBODY = ["unshare", "--map-root-user", "--mount"]
HOLD = 'mount -t tmpfs -o "size=$1,mode=0777" broadsheet "$0" && echo there && exec sleep 3600'


class Disk:
    """`where` is its path for the server, which is started through `command`; the test itself looks `inside`."""

    def __init__(self, where: Path, kilobytes: int) -> None:
        self.where = where
        self.kilobytes = kilobytes

    def __enter__(self) -> "Disk":
        self.where.mkdir()
        for way in (AS_ROOT, AS_ANYBODY):
            if shutil.which(way[0]) and self._is_mounted(way):
                return self
        missing("a disk of its own", MENDS["unshare"])
        raise AssertionError("unreachable")

    def __exit__(self, *_: object) -> None:
        self._holder.kill()
        self._holder.communicate()

    def _is_mounted(self, way: list[str]) -> bool:
        self._user = ["--user"] if way is AS_ANYBODY else []
        self._holder = subprocess.Popen(  # noqa: S603 - our own command
            [*way, "sh", "-c", HOLD, str(self.where), f"{self.kilobytes}k"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self._holder.stdout
        return self._holder.stdout.readline() == "there\n"

    @property
    def inside(self) -> Path:
        return Path(f"/proc/{self._holder.pid}/root{self.where}")

    @property
    def command(self) -> Sequence[str]:
        """What comes before a command that is to see the disk; the working folder stays."""
        here = ["sh", "-c", 'cd "$0" && exec "$@"', str(Path.cwd())]
        return ["nsenter", f"--target={self._holder.pid}", "--mount", *self._user, *here]

    def fill(self, leave: int = 0) -> None:
        """Up to `leave` KB."""
        with (self.inside / "ballast").open("ab", buffering=0) as ballast:
            try:
                while True:
                    ballast.write(bytes(4096))
            except OSError:
                pass
            ballast.truncate(max(0, ballast.tell() - leave * 1024))

    def make_room(self) -> None:
        (self.inside / "ballast").unlink()

    def refuse_writing(self) -> None:
        """To whoever opens a file from now on, as a second mount over the first: what is open stays open."""
        for _ in range(40):
            self._run("mount", "--bind", str(self.where), str(self.where))
            try:
                self._run("mount", "-o", "remount,bind,ro", str(self.where))
                return
            except subprocess.CalledProcessError:  # somebody has opened a file for writing between the two
                self.allow_writing()
                time.sleep(0.05)
        raise AssertionError("there was always a file open for writing")

    def allow_writing(self) -> None:
        self._run("umount", "--lazy", str(self.where))

    def _run(self, *command: str) -> None:
        subprocess.run([*self.command, *command], check=True, capture_output=True)  # noqa: S603 - our own command
