"""Growing graver cuts: evenly spaced ridges that follow a direction field, thresholded by tone."""

import numpy as np
from numba import njit, prange
from scipy import ndimage as ndi


@njit(cache=True, parallel=True, fastmath=True)
def _along(f, ang, reg, half, out):
    """Average along the local direction, staying inside the region."""
    h, w = f.shape
    for y in prange(h):
        for x in range(w):
            c, s = np.cos(ang[y, x]), np.sin(ang[y, x])
            r, tot, ws = reg[y, x], 0.0, 0.0
            for k in range(-8, 9):
                xx, yy = int(x + 0.5 + c * half * k / 8), int(y + 0.5 + s * half * k / 8)
                if xx < 0 or yy < 0 or xx >= w or yy >= h or reg[yy, xx] != r:
                    continue
                g = 1.0 - abs(k) / 10.0
                tot += g * f[yy, xx]
                ws += g
            out[y, x] = tot / ws


@njit(cache=True, parallel=True, fastmath=True)
def _across(f, ang, reg, period, out):
    """Band-pass at right angles to the local direction."""
    h, w = f.shape
    for y in prange(h):
        for x in range(w):
            c, s = -np.sin(ang[y, x]), np.cos(ang[y, x])
            p, r = period[y, x], reg[y, x]
            n = int(p * 1.05)
            tot, ws, gs, gt = 0.0, 0.0, 0.0, 0.0
            for k in range(-n, n + 1):
                xx, yy = int(x + 0.5 + c * k), int(y + 0.5 + s * k)
                if xx < 0 or yy < 0 or xx >= w or yy >= h or reg[yy, xx] != r:
                    continue
                e = np.exp(-((k / (0.55 * p)) ** 2))
                q = np.cos(6.2831853 * k / p) * e
                tot += q * f[yy, xx]
                ws += q
                gs += e
                gt += e * f[yy, xx]
            out[y, x] = np.tanh(2.2 * (tot - gt * ws / gs) / (0.42 * p))


def lines(ang: np.ndarray, reg: np.ndarray, period: np.ndarray, seed: int, rounds: int = 7) -> np.ndarray:
    """Evenly spaced ridges in -1..1 that run along the direction field, like graver cuts."""
    h, w = ang.shape
    ang = (np.mod(ang + np.pi / 2, np.pi) - np.pi / 2).astype(np.float32)
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:h, 0:w]
    f = np.cos(2 * np.pi * ((y - h / 2) * np.cos(ang) - (x - w / 2) * np.sin(ang)) / period + (reg % 17))
    f = (f + 0.35 * rng.standard_normal((h, w))).astype(np.float32)
    t = np.empty_like(f)
    half, per = float(period.mean() * 1.5), period.astype(np.float32)
    for _ in range(rounds):
        _along(f, ang, reg, half, t)
        _across(t, ang, reg, per, f)
    _along(f, ang, reg, half * 0.5, t)
    t = ndi.gaussian_filter(t, 0.8)
    return t / (np.sqrt(2 * ndi.gaussian_filter(t * t, float(period.mean()) * 0.8)) + 0.05)


def cut(field: np.ndarray, cover: np.ndarray, edge: float) -> np.ndarray:
    """Threshold ridges so that the share of ink equals cover; anti-aliased."""
    t = np.cos(np.pi * np.clip(cover, 0, 1))
    a = np.clip((field - t) / edge + 0.5, 0, 1)
    return np.where(cover < 0.015, 0, np.where(cover > 0.985, 1, a))
