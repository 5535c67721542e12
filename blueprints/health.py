"""What an operator and a load balancer ask: is it alive, is it ready, and if not, why."""

import ipaddress
import os
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from blueprints import paper
from newsroom.paper import NotReady

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def alive() -> Response:
    return _unstored(Response("ok\n", content_type="text/plain; charset=utf-8"))


@bp.get("/readyz")
def ready() -> Response:
    """200 when pages can be served, else 503. The details are for a caller on this machine alone."""
    report: dict[str, Any] = {"pid": os.getpid()}
    try:
        with paper.query(paper.now()) as query:
            is_ready = query.reader.is_complete()
            totals = query.reader.totals()
            report |= {name: totals[name] for name in ("stories", "pictures")}
            report["faults_in_headers_and_settings"] = totals["problems"]
    except NotReady as error:
        is_ready = False
        report["reason"] = str(error)
    report["catalogue"] = "on disk" if paper.catalogue.folder else "in memory: the data folder cannot be written"
    report["search"] = paper.search.state
    report["indexer"] = paper.runner.state
    report["printed"] = current_app.extensions["pagecache"].printed
    if paper.runner.fault:
        report["fault"] = paper.runner.fault
    answer = jsonify({"ready": is_ready, **(report if _is_local() else {})})
    answer.status_code = 200 if is_ready else 503
    return _unstored(answer)


def _is_local() -> bool:
    """From this machine, and not through a proxy on it that the operator has not told of."""
    is_told = paper.settings.trusted_proxies > 0
    if not is_told and any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip")):
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _unstored(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
