"""Root reads every file whatever its mode; these tests want the file system to refuse it as it does anyone else."""

import ctypes
import os
from collections.abc import Iterator

import pytest

CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
VERSION_3 = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Sets(ctypes.Structure):
    _fields_ = [("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32)]


@pytest.fixture
def ordinary_user() -> Iterator[None]:
    """Lays down, for the thread of the test, the two powers by which root looks past permissions."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = _Header(VERSION_3, 0), (_Sets * 2)()
    assert libc.capget(ctypes.byref(header), sets) == 0, os.strerror(ctypes.get_errno())
    held = sets[0].effective
    sets[0].effective = held & ~(1 << CAP_DAC_OVERRIDE | 1 << CAP_DAC_READ_SEARCH)
    assert libc.capset(ctypes.byref(header), sets) == 0, os.strerror(ctypes.get_errno())
    yield
    sets[0].effective = held
    assert libc.capset(ctypes.byref(header), sets) == 0, os.strerror(ctypes.get_errno())
