"""gunicorn reads this file by itself: `gunicorn app:app` is all that a server has to start.

Each value here can be set anew on the command line. Broadsheet's own settings are in the README.
tests/faults/test_restarts.py holds what is said here of reloads, upgrades and recycling.
"""

import ctypes
import gc
import json
import os
import resource
import signal
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger


def number_of(name: str, default: int, most: int) -> int:
    """A whole number from 1 to `most` out of the environment. Any other ends the program, as Broadsheet's own settings
    do.

    gunicorn itself reads WEB_CONCURRENCY before this file, and ends with a traceback where it is no number at all;
    `make serve` looks at it first."""
    written = os.environ.get(name, "").strip() or str(default)
    if written.isascii() and written.isdigit() and 1 <= int(written[:6]) <= most:
        return int(written)
    sys.stderr.write(f"broadsheet: {name} is {written[:40]!r}; it must be a whole number from 1 to {most}.\n")
    raise SystemExit(2)


def log_file(name: str) -> str | None:
    """A file that can be written, or `-`, out of the environment. Any other ends the program."""
    written = os.environ.get(name) or None
    if written in (None, "-"):
        return written
    try:
        Path(written).open("ab").close()
    except OSError as error:
        sys.stderr.write(
            f"broadsheet: {name} is {written!r}, which cannot be written: {error.strerror}. Name a file in a folder "
            "that this user may write, or `-` for standard output.\n"
        )
        raise SystemExit(2) from None
    return written


wsgi_app = "app:app"
bind = f"127.0.0.1:{number_of('PORT', 8000, 65_535)}"

# Pages come from memory, so two processes serve a busy paper; threads are there for what has to be printed or read.
# The worker is gunicorn's gthread, but that its main thread answers with pages that are kept, and waits for whoever
# sends or takes nothing, so that no number of idle connections keeps other readers out. `gthread` works as well.
worker_class = "blueprints._worker.Worker"
workers = number_of("WEB_CONCURRENCY", 2, 1000)
threads = 8

# The program is loaded once, before the fork, and its memory shared. It opens nothing before the fork, so that no file,
# lock or thread is shared by accident. SIGHUP therefore makes new workers of the same program; a new one comes
# with a restart, or without a gap by SIGUSR2 and then SIGTERM to the old master.
preload_app = True

# All workers accept from one socket. With a socket each, connections that wait at one that ends are reset.
reuse_port = False

# No worker is ended for its age: its caches are bounded, and a new one starts with none. Where you set it nevertheless,
# `--max-requests 10000 --max-requests-jitter 1000` loses no request.
max_requests = 0

# A worker whose main thread has shown no sign of life for this long is killed. That thread only hands out work, so this
# ends a process that hangs, not a slow request; a rendering has a deadline of its own.
timeout = 30
# What is under way when a worker is told to end may take this long. systemd waits longer (90 s).
graceful_timeout = 10
# A proxy has to give its connection up first: deploy/nginx.conf does after 4 seconds.
keepalive = 5

# As much as nginx lets through; gunicorn answers more with an error of its own.
limit_request_line = 8190
limit_request_fields = 100

# The heartbeat is a file that each worker touches. On a disk that stalls it would have healthy workers killed.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - not a temporary file of ours

# gunicorn would open a socket in the home folder through which the server can be stopped. Nobody here asks for it.
control_socket_disable = True

# Only a proxy on this machine is believed about X-Forwarded-Proto, and it must set that header itself on every request,
# as deploy/nginx.conf does. Broadsheet's own addresses come from BROADSHEET_BASE_URL alone.
forwarded_allow_ips = "127.0.0.1"

# Problems with stories, and faults, go to standard error. ACCESS_LOG names a file for a line a request, or is `-` for
# standard output. It is off by default: behind a proxy that keeps pages, most requests never come here.
accesslog = log_file("ACCESS_LOG")
errorlog = "-"
loglevel = "info"


class PrivateLogger(Logger):  # type: ignore[misc] # gunicorn has no types
    """Writes a JSON object for each request. What a paper's readers read is theirs: no address, no name of a browser,
    and nothing after the question mark, where the words are that they searched for."""

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        if not self.access_log_enabled:
            return
        row = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "status": int(str(resp.status).split(maxsplit=1)[0]),
            "bytes": resp.sent,
            "duration": round(request_time.total_seconds(), 6),
            "method": environ["REQUEST_METHOD"],
            "path": environ["RAW_URI"].partition("?")[0],
        }
        self.access_log.info("%s", json.dumps(row))


logger_class = PrivateLogger


ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)


def end_at_once() -> None:
    """Until gunicorn minds signals of its own, a signal to end does end the process. Python would raise an exception
    instead, which gets lost where it comes in the midst of an import; in a new worker the master's handler would put
    the signal into a queue that nobody reads there."""
    for number in ENDING:
        signal.signal(number, signal.SIG_DFL)


if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # at the start, and not at a reload
    end_at_once()


def when_ready(server: Any) -> None:
    """The settings are right, and the port is ours: not before is an address worth naming."""
    if address := os.environ.get("BROADSHEET_BASE_URL"):
        server.log.info("Broadsheet is at %s", address)


def post_fork(server: Any, worker: object) -> None:
    """What was made before the fork stays as long as the worker: the garbage collector need not look at it again, nor
    copy its pages by doing so.

    A story that is slow to render shares its process with readers of others: a thread that waits gets its turn
    after 1 ms instead of Python's 5 ms, which eight threads would otherwise wait out one after another.

    A thousand connections and the files of their pages are more than the 1,024 that most systems begin with."""
    end_at_once()
    share_heaps()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    while not server.SIG_QUEUE.empty():
        if server.SIG_QUEUE.get_nowait() in ENDING:  # it came between the fork and here
            raise SystemExit(0)
    gc.freeze()
    sys.setswitchinterval(0.001)


def share_heaps() -> None:
    """Two heaps for all threads, and not one for each of them, which grow one after another to what the largest answer
    took. Only the C library of most Linux systems can be told so; MALLOC_ARENA_MAX stands if it is set."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None and "MALLOC_ARENA_MAX" not in os.environ:
        mallopt(-8, 2)  # M_ARENA_MAX in malloc.h


def post_worker_init(worker: Any) -> None:
    """The worker has loaded the program and is its own process: it sees to it that the indexer is there, so that the
    folder is read before the first reader comes, and stays watched when workers are changed."""
    from blueprints._templates import compile_templates  # gunicorn reads this file before it has the program

    for number in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, quit_at_once)
    worker.wsgi.extensions["paper"].open()
    # in the master it would keep the first reader waiting, whom the indexer keeps waiting here as well
    threading.Thread(target=compile_templates, args=(worker.wsgi,), name="templates", daemon=True).start()


def quit_at_once(number: int, frame: object) -> None:
    """Ctrl-C. gunicorn's own handler asks for the lock of its threads, and waits for ever where the code that it
    interrupts holds it; the master kills such a worker after ten seconds."""
    os._exit(0)
