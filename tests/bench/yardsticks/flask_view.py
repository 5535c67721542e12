"""Flask and nothing else: one view that returns the same answers."""

from flask import Flask, Response

from tests.bench.yardsticks.bare import ANSWERS

app = Flask(__name__, static_folder=None)


@app.get("/")
@app.get("/<path:path>")
def answer(path: str = "") -> Response:
    headers, body = ANSWERS[f"/{path}"]
    response = Response(body)
    response.headers.clear()
    response.headers.extend(headers)
    return response
