"""gunicorn reads this file by itself: `gunicorn app:app` is all that a server has to start.

Each value here can be set anew on the command line. Broadsheet's own settings are in the README.
"""

import gc
import os
import sys
from pathlib import Path

wsgi_app = "app:app"
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"

# Pages come from memory, so two processes serve a busy paper, and threads are there for slow readers, not for work.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8

# The program is loaded once, before the fork, and its memory shared. It opens nothing until the first request.
preload_app = True

timeout = 30
graceful_timeout = 10
keepalive = 5
limit_request_line = 8190
limit_request_fields = 100

# The heartbeat is a file that each worker touches. On a disk that stalls it would have healthy workers killed.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - not a temporary file of ours

# gunicorn would open a socket in the home folder through which the server can be stopped. Nobody here asks for it.
control_socket_disable = True

# Only a proxy on this machine is believed about X-Forwarded-Proto, and it must set that header itself on every request,
# as deploy/nginx.conf does. Broadsheet's own addresses come from BROADSHEET_BASE_URL alone.
forwarded_allow_ips = "127.0.0.1"

# The proxy keeps the access log. Problems with stories, and faults, go to standard error.
accesslog = None
errorlog = "-"
loglevel = "info"


def post_fork(server: object, worker: object) -> None:
    """What was made before the fork stays as long as the worker: the garbage collector need not look at it again, nor
    copy its pages by doing so.

    A story that is slow to render shares its process with readers of others: a thread that waits gets its turn
    after 1 ms instead of Python's 5 ms, which eight threads would otherwise wait out one after another."""
    gc.freeze()
    sys.setswitchinterval(0.001)
