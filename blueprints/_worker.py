"""gunicorn's threaded worker, with less to do for each answer."""

import select
import socket
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

_LINGER = 2  # milliseconds
_IN_A_ROW = 8
_SMALL = 64 * 1024


class Worker(ThreadWorker):  # type: ignore[misc] # gunicorn has no types
    """Sends headers and body together, and reads the next request of a busy connection where it answered the last one.

    gunicorn sends them one after the other, and after each answer gives the connection back to its main thread, which
    waits for the next request and hands it to some thread: two packets and four changes of thread for a page that takes
    20 µs to find. Nothing else of it is changed here.
    """

    def handle(self, conn: Any) -> Any:
        goes_on, answered = super().handle(conn), 1
        while goes_on is True and self._is_worth_waiting(conn, answered) and self._comes_soon(conn):
            goes_on, answered = super().handle(conn), answered + 1
        return goes_on

    def _is_worth_waiting(self, conn: Any, answered: int) -> bool:
        """Where no other connection waits for a thread, or this one has been seen to ask at once: then it has eight
        answers before it is somebody else's turn. A worker that is told to end goes on with none."""
        if not self.alive or conn.is_http2:
            return False
        others_wait = self.tpool._work_queue.qsize() > 0  # private in name, there in every Python
        return not others_wait or (getattr(conn, "is_busy", False) and answered < _IN_A_ROW)

    def _comes_soon(self, conn: Any) -> bool:
        """Whether there is another request already, or within two milliseconds."""
        poll = select.poll()
        poll.register(conn.sock, select.POLLIN)
        conn.is_busy = bool(poll.poll(_LINGER))
        return bool(self.alive and conn.is_busy)

    def handle_request(self, req: Any, conn: Any) -> Any:
        sock = conn.sock
        conn.sock = together = _Together(sock)
        try:
            return super().handle_request(req, conn)
        finally:
            conn.sock = sock
            together.flush()


class _Together:
    """A socket that keeps what is sent first, the headers, until the body comes or the answer ends."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._first: bytes | None = None
        self._is_first = True

    def sendall(self, data: bytes) -> None:
        if self._is_first:
            self._is_first, self._first = False, data
        elif self._first is not None and len(data) < _SMALL:
            first, self._first = self._first, None
            self._sock.sendall(first + data)
        else:
            self.flush()
            self._sock.sendall(data)

    def flush(self) -> None:
        if self._first is not None:
            first, self._first = self._first, None
            self._sock.sendall(first)

    def __getattr__(self, name: str) -> Any:
        self.flush()
        return getattr(self._sock, name)
