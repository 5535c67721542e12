"""The paper as it is deployed: gunicorn, and the shipped nginx configuration in front of it."""

import http.client
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import nginx, processes
from tests.desk import make_content_by_day, story, write_story
from tests.faults.server import PATIENCE, PROJECT, Gunicorn
from tests.tools import tool

HOST = "news.example"
STORY = "/2026/11/20/harbour-wall"

@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Nginx:
    """deploy/nginx.conf with other ports, paths and names of files, and nothing else changed."""

    def __init__(self, folder: Path, backend: int) -> None:
        folder.mkdir()
        self.folder = folder
        self.http, self.https = processes.free_port(), processes.free_port()
        self.command = nginx.command(tool("nginx")[0], folder)
        self._make_certificate(tool("openssl"))
        shipped = (PROJECT / "deploy/nginx.conf").read_text()
        for old, new, times in (
            ("listen 80", f"listen 127.0.0.1:{self.http}", 2),
            ("listen 443", f"listen 127.0.0.1:{self.https}", 2),
            ("127.0.0.1:8000", f"127.0.0.1:{backend}", 2),
            ("/etc/letsencrypt/live/news.example/", f"{folder}/", 2),
            ("/var/cache/broadsheet", f"{folder}/cache", 1),
        ):
            assert shipped.count(old) == times, f"{old} is in the shipped file {shipped.count(old)} times"
            shipped = shipped.replace(old, new)
        nginx.write(folder, shipped, "gzip on;")
        self.trust = ssl.create_default_context(cafile=folder / "fullchain.pem")

    def __enter__(self) -> "Nginx":
        self.process = subprocess.Popen(self.command, stderr=subprocess.DEVNULL)  # noqa: S603 - found by `tool`
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                self.line().close()
                return self
            except OSError:
                time.sleep(0.02)
        self.__exit__()
        raise AssertionError(f"nginx does not start:\n{(self.folder / 'error.log').read_text()}")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)

    def line(self) -> ssl.SSLSocket:
        """A connection of one's own."""
        return self.trust.wrap_socket(
            socket.create_connection(("127.0.0.1", self.https), timeout=PATIENCE), server_hostname=HOST
        )

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection(HOST, timeout=PATIENCE)
        connection.sock = self.line()
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            response = connection.getresponse()
            return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def kept(self, path: str) -> set[str]:
        """The codings under which an answer for `path` lies in the cache."""
        keys = [
            re.search(rb"^KEY: (.*)$", file.read_bytes(), re.M)
            for file in (self.folder / "cache").rglob("*")
            if file.is_file()
        ]
        start = f"{HOST}{path} "
        return {key[1].decode().removeprefix(start) for key in keys if key and key[1].decode().startswith(start)}

    def _make_certificate(self, openssl: list[str]) -> None:
        subject = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
        files = ["-keyout", str(self.folder / "privkey.pem"), "-out", str(self.folder / "fullchain.pem")]
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        subprocess.run(  # noqa: S603 - found by `tool`
            [*openssl, "req", "-x509", "-days", "2", *curve, *subject, *files], check=True, capture_output=True
        )


@dataclass(frozen=True)
class Paper:
    content: Path
    gunicorn: Gunicorn
    nginx: Nginx

    def save(self, slug: str, words: str) -> Path:
        return write_story(self.content, slug, story(slug, words))


@contextmanager
def open_paper(folder: Path) -> Iterator[Paper]:
    content = make_content_by_day(folder / "content")
    write_story(content, "harbour-wall", story("harbour-wall", "The wall as it was. " * 100))
    with (
        Gunicorn(content, folder / "data", {"BROADSHEET_BASE_URL": f"https://{HOST}"}) as gunicorn,
        Nginx(folder / "nginx", gunicorn.port) as nginx,
    ):
        yield Paper(content, gunicorn, nginx)
