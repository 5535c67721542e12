from hypothesis import given
from hypothesis import strategies as st

from newsroom.cache import BoundedCache


@given(st.lists(st.tuples(st.sampled_from("abcdefghij"), st.integers(1, 40))))
def test_it_never_outgrows_its_bound(puts: list[tuple[str, int]]) -> None:
    cache: BoundedCache[int] = BoundedCache(100)
    sizes: dict[str, int] = {}
    for key, size in puts:
        cache.put(key, size, size)
        sizes[key] = size
        kept = [value for each in sizes if (value := cache.get(each)) is not None]
        assert sum(kept) <= 100


def test_what_was_used_last_stays() -> None:
    cache: BoundedCache[str] = BoundedCache(40)
    for key in "abcd":
        cache.put(key, key, 10)
    cache.get("a")
    cache.put("e", "e", 10)
    assert cache.get("a") == "a"
    assert cache.get("b") is None


def test_what_is_too_large_is_not_kept_and_frees_its_place() -> None:
    cache: BoundedCache[str] = BoundedCache(40)
    cache.put("a", "small", 5)
    cache.put("a", "large", 40)
    assert cache.get("a") == "large"
    cache.put("a", "too large", 41)
    assert cache.get("a") is None
    assert len(cache) == 0
