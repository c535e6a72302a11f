#!/usr/bin/python3
"""Coefficients of the polynomials of src/Occam.Kernels/InfiniteWidth/ArcCosine.cs, highest first: arccos(a) = sqrt(1 − a)·p(2a − 1) on [0, 1],
Chebyshev's series to the degree given, computed by mpmath with 40 digits."""
import mpmath

mpmath.mp.dps = 40
NODES = 80


def target(t):
    return mpmath.acos((t + 1) / 2) / mpmath.sqrt((1 - t) / 2)


def coefficients(degree):
    angles = [mpmath.pi * (k + mpmath.mpf(1) / 2) / NODES for k in range(NODES)]
    values = [target(mpmath.cos(a)) for a in angles]
    series = [2 / mpmath.mpf(NODES) * sum(v * mpmath.cos(j * a) for v, a in zip(values, angles)) for j in range(degree + 1)]
    series[0] /= 2
    chebyshev = [[mpmath.mpf(1)], [mpmath.mpf(0), mpmath.mpf(1)]]
    while len(chebyshev) <= degree:
        following = [mpmath.mpf(0)] + [2 * c for c in chebyshev[-1]]
        for i, c in enumerate(chebyshev[-2]):
            following[i] -= c
        chebyshev.append(following)
    return [sum(series[j] * chebyshev[j][i] for j in range(i, degree + 1)) for i in range(degree, -1, -1)]


for degree, digits in ((7, 10), (19, 18)):
    p = coefficients(degree)
    error = max(abs(mpmath.polyval(p, t) / target(t) - 1) for t in (mpmath.mpf(k) / 500 - 1 for k in range(1000)))
    print(f"degree {degree}, largest relative error {mpmath.nstr(error, 3)}")
    print(", ".join(mpmath.nstr(c, digits) for c in p))
