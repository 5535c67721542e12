"""nginx in a folder of its own, around one file as they lie in conf.d."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

# As Debian's /etc/nginx/nginx.conf has it.
FRAME = """\
{user}
daemon off;
worker_processes auto;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 768; }}
http {{
    sendfile on;
    tcp_nopush on;
    access_log off;
    {more}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
PLACES = "/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"  # not on everybody's PATH


def program() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:{PLACES}")


def write(folder: Path, site: str, more: str = "") -> None:
    """`site` holds its servers; `more` stands before them in the block `http`."""
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(FRAME.format(folder=folder, user=user, more=more))
    (folder / "site.conf").write_text(site)


def command(nginx: str, folder: Path) -> Sequence[str]:
    return [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
