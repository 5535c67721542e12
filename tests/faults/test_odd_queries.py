"""Whatever a reader types, search answers with a page: never with a fault, never by another language's rules."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tests.desk import BASE_URL, Clock, make_content, open_paper, write_story
from tests.house_rules import header_faults
from tests.odd_queries import ODD


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("odd")
    content = make_content(folder / "content")
    for number in range(12):
        language = ("en", "ja", "ar", "de")[number % 4]
        write_story(content, f"wall-{number}", body="The harbour wall. 港の石炭岸壁 e\u0301 الميناء", language=language)
    write_story(content, "hidden", body="zymurgy", draft=True)
    app = open_paper(content, folder / "data", Clock())
    yield app.test_client()
    app.extensions["paper"].close()


@pytest.mark.parametrize("order", ["", "&order=date"])
def test_no_query_is_a_fault(client: FlaskClient, order: str) -> None:
    """With one client, since the state of the index is the same for all."""
    answers: dict[int, int] = {}
    for typed in ODD:
        response = client.get(f"/search?q={typed}{order}", base_url=BASE_URL)
        answers[response.status_code] = answers.get(response.status_code, 0) + 1
        assert response.status_code in (200, 301, 404), f"{typed[:200]} answers {response.status}"
        assert not list(header_faults(response)), typed[:200]
        assert "zymurgy" not in response.text
    assert answers[200] > 450
    assert "harbour <mark>wall</mark>" in client.get("/search?q=wall", base_url=BASE_URL).text
