"""Seeded fractal noise: cloud, grain, foam, wear."""

import numpy as np
from numba import njit, prange


@njit(cache=True)
def _hash(i: int, j: int, k: int) -> float:
    h = (i * 374761393 + j * 668265263 + k * 2147483647 + 974634777) & 0xFFFFFFFF
    h = ((h ^ (h >> 13)) * 1274126177) & 0xFFFFFFFF
    return ((h ^ (h >> 16)) & 0xFFFF) / 65535.0


@njit(cache=True, parallel=True)
def _fbm(x: np.ndarray, y: np.ndarray, z: float, octaves: int, out: np.ndarray) -> None:
    for n in prange(x.size):
        a, s, tot, w = 1.0, 0.0, 0.0, 1.0
        for o in range(octaves):
            px, py = x[n] * w + 17.3 * o, y[n] * w - 9.1 * o
            i, j = int(np.floor(px)), int(np.floor(py))
            u, v = px - i, py - j
            u, v = u * u * u * (u * (u * 6 - 15) + 10), v * v * v * (v * (v * 6 - 15) + 10)
            k = int(z) + o * 7
            c = (_hash(i, j, k) * (1 - u) + _hash(i + 1, j, k) * u) * (1 - v) + (
                _hash(i, j + 1, k) * (1 - u) + _hash(i + 1, j + 1, k) * u
            ) * v
            s += a * c
            tot += a
            a *= 0.5
            w *= 2.03
        out[n] = s / tot


def fbm(x: np.ndarray, y: np.ndarray, seed: int = 0, octaves: int = 5) -> np.ndarray:
    """Fractal value noise in 0..1 at the given coordinates."""
    x, y = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))
    out = np.empty(x.size)
    _fbm(np.ascontiguousarray(x).ravel(), np.ascontiguousarray(y).ravel(), float(seed * 13), octaves, out)
    return out.reshape(x.shape)
