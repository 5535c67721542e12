"""Scan conversion: which triangle is nearest at each pixel, and its interpolated normal."""

import numpy as np
from numba import njit


@njit(cache=True)
def _fill(p, w, nn, t, zb, tid, nb):
    """Scan-convert one projected triangle; w is 'nearness', larger wins."""
    h, wd = zb.shape
    area = (p[1, 0] - p[0, 0]) * (p[2, 1] - p[0, 1]) - (p[2, 0] - p[0, 0]) * (p[1, 1] - p[0, 1])
    if abs(area) < 1e-9:
        return
    x0, x1 = max(0, int(np.ceil(p[:, 0].min() - 0.5))), min(wd - 1, int(np.floor(p[:, 0].max() - 0.5)))
    y0, y1 = max(0, int(np.ceil(p[:, 1].min() - 0.5))), min(h - 1, int(np.floor(p[:, 1].max() - 0.5)))
    for y in range(y0, y1 + 1):
        for x in range(x0, x1 + 1):
            fx, fy = x + 0.5, y + 0.5
            b = ((fx - p[0, 0]) * (p[2, 1] - p[0, 1]) - (p[2, 0] - p[0, 0]) * (fy - p[0, 1])) / area
            c = ((p[1, 0] - p[0, 0]) * (fy - p[0, 1]) - (fx - p[0, 0]) * (p[1, 1] - p[0, 1])) / area
            a = 1.0 - b - c
            if a < -1e-7 or b < -1e-7 or c < -1e-7:
                continue
            q = a * w[0] + b * w[1] + c * w[2]
            if q > zb[y, x]:
                zb[y, x] = q
                tid[y, x] = t
                for k in range(3):
                    nb[y, x, k] = a * w[0] * nn[0, k] + b * w[1] * nn[1, k] + c * w[2] * nn[2, k]


@njit(cache=True)
def raster(tri, nrm, f, cx, hy, near, persp, zb, tid, nb):
    poly, pn = np.empty((5, 3)), np.empty((5, 3))
    p, w, nn = np.empty((3, 2)), np.empty(3), np.empty((3, 3))
    for t in range(tri.shape[0]):
        m = 0
        for i in range(3):
            a, b = tri[t, i], tri[t, (i + 1) % 3]
            if not persp or a[2] > near:
                poly[m], pn[m] = a, nrm[t, i]
                m += 1
            if persp and (a[2] > near) != (b[2] > near):
                s = (near - a[2]) / (b[2] - a[2])
                poly[m], pn[m] = a + (b - a) * s, nrm[t, i] + (nrm[t, (i + 1) % 3] - nrm[t, i]) * s
                m += 1
        for j in range(1, m - 1):
            for k, i in enumerate((0, j, j + 1)):
                z = poly[i, 2]
                s = f / z if persp else f
                p[k, 0], p[k, 1] = cx + s * poly[i, 0], hy - s * poly[i, 1]
                w[k] = 1.0 / z if persp else 1e5 - z
                nn[k] = pn[i]
            _fill(p, w, nn, t, zb, tid, nb)
