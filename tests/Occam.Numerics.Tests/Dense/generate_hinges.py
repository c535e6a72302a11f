"""The numbers of HingeSystemTests: weights and condition by exact elimination over the rationals, eigenvalues by numpy.

/usr/bin/python3 tests/Occam.Numerics.Tests/Dense/generate_hinges.py
"""
from fractions import Fraction

import numpy


def points(n):
    """A formula that both sides compute exactly: whole multiples of 1/64, ascending, with gaps from 1/64 to 17/64."""
    x, at = [], Fraction(-3)
    for i in range(n):
        at += Fraction(1 + (i * i * 5 + 3 * i) % 17, 64)
        x.append(at)
    return x


def targets(n):
    return [Fraction((i * 7 + 3) % 10) for i in range(n)]


def system(x, fraction):
    n = len(x)
    before = [x[0] - (x[-1] - x[0]) / (n - 1) if n > 1 else x[0] - 1] + x[:-1]
    b = [high - fraction * (high - low) for low, high in zip(before, x)]
    return b, [[max(xi - bj, Fraction(0)) for bj in b] for xi in x]


def inverse(a):
    n = len(a)
    rows = [row + [Fraction(int(i == j)) for j in range(n)] for i, row in enumerate(a)]
    for i in range(n):
        rows[i] = [v / rows[i][i] for v in rows[i]]
        for k in range(n):
            if k != i and rows[k][i]:
                rows[k] = [v - rows[k][i] * p for v, p in zip(rows[k], rows[i])]
    return [row[n:] for row in rows]


def norm(a):
    return max(sum(abs(row[j]) for row in a) for j in range(len(a)))


for n in (1, 2, 5, 33):
    for fraction in (Fraction(1), Fraction(1, 2), Fraction(3, 4)):
        x, y = points(n), targets(n)
        b, a = system(x, fraction)
        back = inverse(a)
        w = [sum(r * t for r, t in zip(row, y)) for row in back]
        dense = numpy.array([[float(v) for v in row] for row in a])
        smallest = float(numpy.linalg.eigvals(dense).real.min())
        shown = numpy.linalg.cond(dense, 1)
        assert abs(shown / float(norm(a) * norm(back)) - 1) < 1e-9, (shown, norm(a) * norm(back))
        print(f"    [InlineData({n}, {float(fraction)}, {float(b[0])!r}, {float(w[0])!r}, {float(w[-1])!r}, {float(sum(abs(v) for v in w))!r}, "
              f"{smallest!r}, {float(norm(a) * norm(back))!r})]")
