"""The end of `make test` names every test that failed or was left out, of all runs."""

from pathlib import Path

from tests.summary import summary

ONE = """<testsuites><testsuite>
<testcase classname="tests.test_a" name="test_one" time="1"/>
<testcase classname="tests.test_a" name="test_two" time="1"><failure message="assert 0">0</failure></testcase>
<testcase classname="tests.test_a" name="test_three" time="1"><error message="no fixture">0</error></testcase>
</testsuite></testsuites>"""
OTHER = """<testsuites><testsuite>
<testcase classname="tests.faults.test_b" name="test_four[x]"><skipped message="nginx is not here."/></testcase>
</testsuite></testsuites>"""


def test_runs_are_added_up(tmp_path: Path) -> None:
    reports = [tmp_path / "1.xml", tmp_path / "2.xml"]
    for report, text in zip(reports, (ONE, OTHER), strict=True):
        report.write_text(text)
    assert summary(reports).splitlines() == [
        "failed: tests/test_a.py::test_two",
        "failed: tests/test_a.py::test_three",
        "left out: tests/faults/test_b.py::test_four[x] - nginx is not here.",
        "All tests: 1 passed, 2 failed, 1 left out.",
    ]


def test_a_run_that_came_to_no_end_is_told_of(tmp_path: Path) -> None:
    assert summary([tmp_path / "none.xml"]) == "All tests: 1 run stopped."
