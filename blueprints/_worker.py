"""gunicorn's threaded worker, which no reader can hold up, and which needs no thread for a page that is kept."""

import io
import re
import select
import socket
import time
from functools import partial
from selectors import EVENT_READ, EVENT_WRITE
from typing import Any

from gunicorn.http.errors import LimitRequestHeaders
from gunicorn.workers.gthread import TConn, ThreadWorker

_SMALL = 64 * 1024
_MOST_OF_A_HEAD = 32 * 1024
_SLOW = 30.0  # seconds, in which a reader has to take some of an answer
_SOON = 2  # milliseconds, in which a busy connection has its next request
_LINGER = 2.0  # seconds, in which a reader has to close a connection that is at its end
_END_OF_HEAD = re.compile(rb"\n\r?\n")  # a line may end wrongly, which the parser says
_HOST = re.compile(rb"\r\nhost:[ \t]*([^\r]*)\r\n", re.IGNORECASE)
_MORE_THAN_A_HEAD = re.compile(rb"\r\n(?:content-length|transfer-encoding|expect|upgrade)[ \t]*:", re.IGNORECASE)


class _Connection(TConn):  # type: ignore[misc] # gunicorn has no types
    """One with a reader. `left` of an answer is still to be sent; then it `goes_on`, or ends."""

    left = memoryview(b"")
    goes_on = False

    def __init__(self, worker: "Worker", sock: socket.socket, client: Any, server: Any) -> None:
        super().__init__(worker.cfg, sock, client, server)
        self._worker = worker
        self.init()  # a parser, no more
        sock.setblocking(False)

    @property
    def unread(self) -> io.BytesIO:
        """What has come of a request, for the parser to take."""
        return self.parser.unreader.buf  # type: ignore[no-any-return]

    def close(self, graceful: bool = False) -> None:
        if graceful:
            self._worker.linger(self)
        else:
            super().close()


class Worker(ThreadWorker):  # type: ignore[misc] # gunicorn has no types
    """Its main thread waits: for the whole head of a request, for a reader who takes an answer slowly, for the end of a
    connection. It answers, too, with pages that are kept. What has to be printed, or read from a file, is a thread's.

    gunicorn itself gives each request to a thread: a queue, a lock, a pipe and four changes of thread for a page that
    takes 20 µs to find. And it lets a thread wait for a head that never ends, and the main thread two seconds for a
    reader who does not close, so that a dozen connections keep all others out. How a request is read and answered is
    gunicorn's here as well, and with TLS or HTTP/2, which are a proxy's task, so is all the rest.
    """

    def init_process(self) -> None:
        self._waiting: dict[_Connection, float] = {}  # until when, by the monotonic clock
        self._next_look = 0.0
        self._is_plain = not self.cfg.is_ssl and self.cfg.http2_cleartext == "off" and self.cfg.protocol == "http"
        super().init_process()

    def load_wsgi(self) -> None:
        super().load_wsgi()
        self._pages = getattr(self.wsgi, "extensions", {}).get("pagecache")

    def accept(self, listener: socket.socket) -> None:
        if not self._is_plain:
            super().accept(listener)
            return
        try:
            sock, client = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        conn = _Connection(self, sock, client, listener.getsockname())
        self.nr_conns += 1
        conn.set_timeout()
        self.pending_conns.append(conn)
        self.poller.register(sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def on_pending_socket_readable(self, conn: Any, client: socket.socket) -> None:
        if not self._is_plain or self._has_request(conn, self.pending_conns):
            super().on_pending_socket_readable(conn, client)

    def on_client_socket_readable(self, conn: Any, client: socket.socket) -> None:
        if not self._is_plain or self._has_request(conn, self.keepalived_conns):
            super().on_client_socket_readable(conn, client)

    def _has_request(self, conn: _Connection, waiting: Any) -> bool:
        """Take what has come. Whether it is a request for a thread: all else is done here, or waits for more."""
        try:
            data = conn.sock.recv(_MOST_OF_A_HEAD)
        except BlockingIOError:
            return False
        except OSError:
            data = b""
        conn.unread.seek(0, io.SEEK_END)
        conn.unread.write(data)
        head = conn.unread.getvalue()
        if not data:
            waiting.remove(conn)
            self._end(conn)
        elif _is_whole(head):
            if not self._is_for_kept_page(head):
                return True
            self._answer(conn, waiting)
        elif len(head) > _MOST_OF_A_HEAD:
            waiting.remove(conn)
            self.handle_error(None, conn.sock, conn.client, LimitRequestHeaders("more than 32 KiB"))
            self._done(conn, goes_on=False)
        elif waiting is self.keepalived_conns:  # from now on it has the time that a first request has
            waiting.remove(conn)
            conn.set_timeout()
            self.pending_conns.append(conn)
            self.poller.modify(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))
        return False

    def _is_for_kept_page(self, head: bytes) -> bool:
        host = _HOST.search(head)
        if not self._pages or not host or not head.endswith(b"\r\n\r\n") or _MORE_THAN_A_HEAD.search(head):
            return False
        method, _, rest = head.partition(b" ")
        uri = rest.partition(b" ")[0]
        return self._pages.fresh(*(each.decode("latin-1") for each in (method, host[1], uri))) is not None

    def _answer(self, conn: _Connection, waiting: Any) -> None:
        sock = conn.sock
        conn.sock = unblocked = _Unblocked(sock)
        goes_on = super().handle(conn)
        conn.sock = sock
        waiting.remove(conn)
        if unblocked.left:
            conn.left, conn.goes_on = memoryview(unblocked.left), goes_on
            self._waiting[conn] = time.monotonic() + _SLOW
            self.poller.modify(sock, EVENT_WRITE, partial(self._send_more, conn))
        else:
            self._done(conn, goes_on)

    def _done(self, conn: _Connection, goes_on: bool) -> None:
        """An answer has been sent: the connection waits for another request, or ends."""
        if goes_on and self.alive:
            conn.set_timeout()
            self.keepalived_conns.append(conn)
            self.poller.modify(conn.sock, EVENT_READ, partial(self.on_client_socket_readable, conn))
        else:
            self.poller.unregister(conn.sock)
            self.nr_conns -= 1
            conn.close(graceful=True)

    def _send_more(self, conn: _Connection, client: socket.socket) -> None:
        try:
            conn.left = conn.left[client.send(conn.left) :]
        except BlockingIOError:
            return
        except OSError:
            self._end(conn)
            return
        if conn.left:
            self._waiting[conn] = time.monotonic() + _SLOW
        else:
            del self._waiting[conn]
            self._done(conn, conn.goes_on)

    def linger(self, conn: _Connection) -> None:
        """Close once the reader has, who may still be reading: RFC 9112 §9.6."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            conn.close()
            return
        self.nr_conns += 1
        self._waiting[conn] = time.monotonic() + _LINGER
        self.poller.register(conn.sock, EVENT_READ, partial(self._read_to_end, conn))

    def _read_to_end(self, conn: _Connection, client: socket.socket) -> None:
        try:
            if client.recv(_SMALL):
                return
        except BlockingIOError:
            return
        except OSError:
            pass  # it is gone
        self._end(conn)

    def _end(self, conn: _Connection) -> None:
        self._waiting.pop(conn, None)
        self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        super().murder_pending()
        now = time.monotonic()
        if now >= self._next_look:
            self._next_look = now + 1
            for conn in [conn for conn, until in self._waiting.items() if until < now]:
                self._end(conn)

    def handle(self, conn: Any) -> Any:
        """Answer in a thread, and go on with what the same reader asks at once: no change of thread lies between."""
        goes_on = super().handle(conn)
        while goes_on is True and self._is_plain and self._has_next(conn):
            goes_on = super().handle(conn)
        return goes_on

    def _has_next(self, conn: _Connection) -> bool:
        """Whether the whole head of another request for a thread comes soon, while no other connection waits for one.
        It stays in the socket."""
        if not self.alive or self.tpool._work_queue.qsize():  # private in name, there in every Python
            return False
        poll = select.poll()
        poll.register(conn.sock, select.POLLIN)
        try:
            if not poll.poll(_SOON) or not self.alive:
                return False
            head = conn.sock.recv(_MOST_OF_A_HEAD, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except OSError:
            return False  # it is gone, as the main thread will find
        return _is_whole(head) and not self._is_for_kept_page(head)

    def handle_request(self, req: Any, conn: Any) -> Any:
        if any(name in ("CONTENT-LENGTH", "TRANSFER-ENCODING") and value != "0" for name, value in req.headers):
            req.force_close()  # no page asks for a body, and a thread would wait five seconds for the rest of it
        sock = conn.sock
        conn.sock = together = _Together(sock)
        try:
            return super().handle_request(req, conn)
        finally:
            conn.sock = sock
            together.flush()


def _is_whole(head: bytes) -> bool:
    return _END_OF_HEAD.search(head.lstrip(b"\r\n")) is not None  # empty lines before it count for nothing


class _Unblocked:
    """A socket that sends what can go at once, and keeps what is `left`."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self.left = b""

    def setblocking(self, flag: bool) -> None:
        """It stays as it is."""

    def sendall(self, data: bytes) -> None:
        if self.left:
            self.left += data
            return
        try:
            sent = self._sock.send(data)
        except BlockingIOError:
            sent = 0
        self.left = data[sent:]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


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
