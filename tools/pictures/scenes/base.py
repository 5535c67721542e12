"""What every scene module needs: its shape, common materials and a sky."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from engrave import Press
from mesh import Mesh
from noise import fbm
from render import Plate, SkyFn, View


class Scene(NamedTuple):
    """Everything the renderer and the press need for one picture."""

    mesh: Mesh
    view: View
    sky: SkyFn
    press: Press
    post: Callable[[Plate], None] | None = None


def clouds(
    u: np.ndarray, v: np.ndarray, base: float, amount: float, seed: int, size: float = 1.0, fall: float = 0.5
) -> np.ndarray:
    """A sky in perspective: bright by the horizon, banks of cloud above."""
    n = fbm(u / (v + 0.16) * 0.8 / size, 1.1 / (v + 0.12) / size, seed, 5)
    return np.clip(base - fall * np.clip(v, 0, 1) + amount * (n - 0.5) * np.clip(v * 6 + 0.1, 0.1, 1), 0.05, 1.1)


def places(p: Plate, view: View) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """World x, y, z of every pixel, for a view that looks straight ahead (yaw 0)."""
    h, w = p.lum.shape
    py, px = np.mgrid[0:h, 0:w] + 0.5
    f = view.lens * w
    x = (px - w / 2) * p.depth / f + view.eye[0]
    y = (view.horizon * h - py) * p.depth / f + view.eye[1]
    return x, y, p.depth + view.eye[2]
