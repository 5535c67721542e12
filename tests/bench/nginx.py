"""nginx: with the shipped deploy/nginx.conf in front of the paper, and with files of its own as the yardstick.

Both are spoken to without TLS, which costs both the same and would only hide what differs.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests import nginx, processes
from tests.bench.answers import Answer
from tests.bench.servers import PROJECT, Server

HOW_TO_GET = "Debian, Ubuntu: sudo apt install nginx; macOS: brew install nginx"
SHIPPED = PROJECT / "deploy/nginx.conf"
HOST = "news.example"
MORE = "types { text/html html; } default_type text/html;"
STATIC = """\
server {{
    listen 127.0.0.1:{port};
    server_tokens off;
    root {root};
    index index.html;
    gzip_static on;
    etag on;
{headers}
}}
"""
_BY_NGINX = {"content-type", "content-length", "content-encoding", "etag", "last-modified"}


class Nginx(Server):
    """nginx with `site` as its only file of conf.d, whose server listens on `port`."""

    ready = "/"

    def __init__(self, name: str, folder: Path, host: str = "127.0.0.1") -> None:
        super().__init__(name, folder, host)
        self.folder.mkdir(parents=True, exist_ok=True)

    def site(self) -> str:
        raise NotImplementedError

    def start(self) -> None:
        nginx.write(self.folder, self.site(), MORE)
        super().start()

    def workers(self) -> list[int]:
        return [pid for pid in super().workers() if "worker process" in processes.command(pid)]

    def command(self) -> Sequence[str]:
        return nginx.command(nginx.program() or "nginx", self.folder)


class InFront(Nginx):
    """The shipped configuration, with the paper's port and a folder of its own for the cache."""

    def __init__(self, folder: Path, paper_port: int) -> None:
        super().__init__("nginx in front", folder, HOST)
        self.paper_port = paper_port

    def site(self) -> str:
        return adapted(SHIPPED.read_text(), self.paper_port, self.port, processes.free_port(), self.folder / "cache")


class Files(Nginx):
    """The same bodies in the same coding, with the same headers, as files."""

    def __init__(self, folder: Path, answers: Sequence[Answer]) -> None:
        super().__init__("nginx files", folder)
        self.answers = answers

    def site(self) -> str:
        root = self.folder / "root"
        for answer in self.answers:
            file = root / (answer.path.lstrip("/") or "index.html")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(answer.plain)
            if answer.is_packed:
                file.with_name(f"{file.name}.gz").write_bytes(answer.body)
        headers = [f"    add_header {name} {_quoted(value)};" for name, value in _common(self.answers).items()]
        return STATIC.format(port=self.port, root=root, headers="\n".join(headers))


def _common(answers: Sequence[Answer]) -> Mapping[str, str]:
    """Headers that a file server has to be told of."""
    return {name: value for name, value in answers[0].headers if name.lower() not in _BY_NGINX}


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def adapted(config: str, paper_port: int, port: int, other_port: int, cache: Path) -> str:
    """The shipped file with other ports and another cache folder, and without TLS."""
    config = config.replace("127.0.0.1:8000", f"127.0.0.1:{paper_port}")
    config = re.sub(r"(proxy_cache_path\s+)\S+", rf"\g<1>{cache}", config)
    config = re.sub(r"^\s*(ssl_\w+|http2|listen\s+\[::\]:\d+)\b[^;]*;[^\n]*$", "", config, flags=re.MULTILINE)
    config = re.sub(r"listen\s+443\b([^;]*);", lambda found: f"listen 127.0.0.1:{port}{_plain(found[1])};", config)
    return re.sub(r"listen\s+80\b([^;]*);", lambda found: f"listen 127.0.0.1:{other_port}{_plain(found[1])};", config)


def _plain(options: str) -> str:
    return re.sub(r"\s+(ssl|http2|quic|reuseport)\b", "", options)
