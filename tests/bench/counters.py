"""How many pages the workers of the paper have printed so far, as each says of itself in /readyz."""

import json

from tests.bench.servers import Server

ASKED = 40
"""Each answer comes from one worker: so many questions reach all of them."""

ABSENT = "pages printed: not counted, since /readyz does not tell"


def pages_rendered(server: Server) -> int | None:
    """All workers together; None where nobody counts."""
    printed: dict[int, int] = {}
    for _ in range(ASKED):
        status, body = server.get("/readyz")
        told = json.loads(body) if status == 200 else {}
        if "printed" not in told:
            return None
        printed[told["pid"]] = told["printed"]
    return sum(printed.values())
