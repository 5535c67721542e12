"""The security headers: one wrapper puts them on every answer, errors and redirects included; kept pages have them."""

from collections.abc import Callable, Iterable
from typing import Any

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; manifest-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Speculation-Rules", '"/speculation.json"'),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
)
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class SecurityHeaders:
    """A header that an answer sets itself stands, such as the stricter policy of an SVG picture."""

    def __init__(self, inner: Wsgi) -> None:
        self._inner = inner

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            return start_response(status, secured(headers), exc_info)

        return self._inner(environ, start)


def secured(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """`headers` with the security headers that are not among them."""
    own = list(headers)
    names = {name.lower() for name, _ in own}
    return [*own, *(pair for pair in HEADERS if pair[0].lower() not in names)]
