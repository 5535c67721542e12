import zlib
from pathlib import Path

import pytest

from newsroom.memory import VERSIONS, Memory, Verdict, packed
from newsroom.signature import Signature


def state(number: int) -> Signature:
    return Signature(number, number, number, number)


@pytest.fixture(params=["file", "process"])
def memory(request: pytest.FixtureRequest, tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory.sqlite" if request.param == "file" else None)


def test_the_newest_good_version_that_is_not_the_broken_one(memory: Memory) -> None:
    memory.remember("a.md", state(1), "one")
    memory.remember("a.md", state(2), "two")
    memory.flush()
    assert memory.last_good("a.md", but=state(3)) == (state(2), "two")
    assert memory.last_good("a.md", but=state(2)) == (state(1), "one")
    assert memory.last_good("b.md") is None
    memory.close()


def test_a_condemned_version_never_stands_in(memory: Memory) -> None:
    memory.remember("a.md", state(1), "one")
    memory.remember("a.md", state(2), "two")
    memory.condemn("a.md", state(2), Verdict("takes too long.", "Shorten it."))
    memory.flush()
    assert memory.verdict("a.md", state(2)) == Verdict("takes too long.", "Shorten it.")
    assert memory.last_good("a.md") == (state(1), "one")
    memory.close()


def test_nothing_is_left_of_what_is_forgotten(memory: Memory) -> None:
    memory.remember("a.md", state(1), "one")
    memory.flush()
    memory.remember("a.md", state(2), "two")
    memory.forget("a.md")
    assert memory.last_good("a.md") is None
    memory.remember("a.md", state(1), "one")
    assert memory.last_good("a.md") == (state(1), "one")
    memory.close()


def test_a_few_versions_are_enough(memory: Memory) -> None:
    for number in range(10):
        memory.remember("a.md", state(number), f"version {number}")
        memory.flush()
    for number in range(9, 9 - VERSIONS, -1):
        found = memory.last_good("a.md")
        assert found == (state(number), f"version {number}")
        memory.condemn("a.md", state(number), Verdict("", ""))
    assert memory.last_good("a.md") is None
    memory.close()


def test_it_outlives_the_process(tmp_path: Path) -> None:
    first = Memory(tmp_path / "memory.sqlite")
    first.remember("a.md", state(1), "one")
    first.condemn("b.md", state(1), Verdict("what", "mend"))
    first.flush()
    first.close()
    second = Memory(tmp_path / "memory.sqlite")
    assert second.last_good("a.md") == (state(1), "one")
    assert second.verdict("b.md", state(1)) == Verdict("what", "mend")
    second.close()


def test_another_worker_sees_it_at_once(tmp_path: Path) -> None:
    one, other = Memory(tmp_path / "memory.sqlite"), Memory(tmp_path / "memory.sqlite")
    assert other.last_good("a.md") is None
    one.remember("a.md", state(1), "one")
    one.flush()
    assert other.last_good("a.md") == (state(1), "one")
    one.close()
    other.close()


def test_what_earlier_versions_have_packed_is_read(memory: Memory) -> None:
    memory.remember("a.md", state(1), zlib.compress("Größe".encode(), 1))
    memory.flush()
    assert memory.last_good("a.md") == (state(1), "Größe")
    memory.remember("a.md", state(2), packed("Größer"))
    memory.flush()
    assert memory.last_good("a.md") == (state(2), "Größer")
    memory.close()


def test_a_damaged_text_is_none(memory: Memory) -> None:
    whole = packed("one " * 100)
    memory.remember("a.md", state(1), packed("good"))
    memory.remember("a.md", state(2), whole[:-6] + bytes([whole[-6] ^ 1]) + whole[-5:])
    memory.remember("a.md", state(3), whole[:10])
    memory.flush()
    assert memory.last_good("a.md") == (state(1), "good")
    memory.close()


@pytest.mark.parametrize("damage", ["delete", "text", "truncate"])
def test_a_damaged_file_costs_what_it_held_and_no_more(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "memory.sqlite"
    memory = Memory(file)
    memory.remember("a.md", state(1), "one")
    memory.flush()
    memory.close()
    match damage:
        case "delete":
            file.unlink()
        case "text":
            file.write_text("no database" * 1000)
        case _:
            file.write_bytes(file.read_bytes()[:5000])
    assert memory.last_good("a.md") in (None, (state(1), "one"))
    memory.remember("b.md", state(1), "two")
    memory.flush()
    assert memory.last_good("b.md") == (state(1), "two")
    memory.close()
