"""Warm pages a second from the paper, with bare gunicorn sending the same bytes as the yardstick. Needs wrk."""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.desk import make_content, write_story
from tests.faults.server import PROJECT, Gunicorn

GOAL = 0.9
SECONDS = 4
ROUNDS = 3
STORY = "/2026/11/20/harbour-wall"

BARE = """\
from pathlib import Path
BODY = Path({body!r}).read_bytes()
HEADERS = {headers!r}
def app(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
"""


def main() -> int:
    wrk = shutil.which("wrk")
    if wrk is None:
        sys.stdout.write(
            "serve: left out for want of wrk; Debian, Ubuntu: sudo apt install wrk, macOS: brew install wrk\n"
        )
        return 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        content = make_content(root / "content")
        for number in range(40):
            write_story(content, f"story-{number}", published=f"2026-10-{1 + number % 28:02}T08:00:00Z")
        write_story(
            content, "harbour-wall", body="\n\n".join(["The wall is to be mended, the council said. " * 8] * 14)
        )
        with Gunicorn(content, root / "data") as server:
            headers, body = answer(server)
            (root / "body").write_bytes(body)
            (root / "bare.py").write_text(BARE.format(body=str(root / "body"), headers=headers))
            with Bare(root) as bare:
                pairs = [(rate(wrk, server.base_url + STORY), rate(wrk, bare.base_url + STORY)) for _ in range(ROUNDS)]
    ours, yardstick = (statistics.median(side) for side in zip(*pairs, strict=True))
    sys.stdout.write(
        f"serve: {ours:,.0f} warm pages of {len(body):,} bytes a second; bare gunicorn {yardstick:,.0f}; "
        f"ratio {ours / yardstick:.2f} (goal {GOAL})\n"
    )
    return 0


class Bare:
    """gunicorn with the same configuration and a program that only sends."""

    def __init__(self, folder: Path) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.base_url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.folder = folder

    def __enter__(self) -> "Bare":
        handle = self.socket.fileno()
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [
                sys.executable,
                "-m",
                "gunicorn",
                "-c",
                str(PROJECT / "gunicorn.conf.py"),
                "-b",
                f"fd://{handle}",
                "bare:app",
            ],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            pass_fds=[handle],
            stderr=subprocess.DEVNULL,
        )
        time.sleep(1.0)
        return self

    def __exit__(self, *reason: object) -> None:
        self.socket.close()
        self.process.terminate()
        self.process.wait()


def answer(server: Gunicorn) -> tuple[list[tuple[str, str]], bytes]:
    connection = server.connect()
    connection.request("GET", STORY)
    response = connection.getresponse()
    body = response.read()
    assert response.status == 200, response.status
    return [(n, v) for n, v in response.getheaders() if n.lower() not in ("server", "date", "connection")], body


def rate(wrk: str, url: str) -> float:
    """Requests a second over eight kept-alive connections; none of them may fail."""
    told = subprocess.run([wrk, "-t1", "-c8", f"-d{SECONDS}s", url], capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert "Non-2xx" not in told, told
    assert "Socket errors" not in told, told
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert found, told
    return float(found[1])


if __name__ == "__main__":
    sys.exit(main())
