"""The numbers of PenalizedLogisticTests: Newton's method in plain Python on a formula's data, and evidence by quadrature.

python3 tests/Occam.Experiments.Tests/Evidence/generate_logistic.py
"""
import math


def data(n):
    """One pixel and a label for each example."""
    return [((i * 7 % 11) / 10, 1 if (i * 5 % 7) > 2 else -1) for i in range(n)]


def softplus(z):
    return max(z, 0) + math.log1p(math.exp(-abs(z)))


def objective(rows, lam, w, b):
    return sum(softplus(-y * (w * x + b)) for x, y in rows) + lam / 2 * w * w


def newton(rows, lam):
    w = b = 0.0
    for _ in range(100):
        gw, gb, hww, hwb, hbb = lam * w, 0.0, lam, 0.0, 0.0
        for x, y in rows:
            f = w * x + b
            p = 1 / (1 + math.exp(y * f))
            gw -= y * p * x
            gb -= y * p
            s = p * (1 - p)
            hww, hwb, hbb = hww + s * x * x, hwb + s * x, hbb + s
        det = hww * hbb - hwb * hwb
        w, b = w - (hbb * gw - hwb * gb) / det, b - (hww * gb - hwb * gw) / det
    return w, b, math.log(det)


def evidence(rows, lam, r, lowest):
    """ln of the integral over w and over b in [-r, r], by the midpoint rule; what is beyond 9 standard deviations is nothing."""
    steps, wide = 300, 9 / math.sqrt(lam)
    reach = min(r, 12.0)
    total = 0.0
    for i in range(steps):
        w = -wide + (i + 0.5) * 2 * wide / steps
        for j in range(steps):
            b = -reach + (j + 0.5) * 2 * reach / steps
            total += math.exp(lowest - objective(rows, lam, w, b))
    area = (2 * wide / steps) * (2 * reach / steps)
    return math.log(total * area * math.sqrt(lam / (2 * math.pi)) / (2 * r)) - lowest


for n, lam in [(14, 0.5), (200, 0.5)]:
    rows = data(n)
    w, b, logdet = newton(rows, lam)
    c = objective(rows, lam, w, b)
    print(n, lam, "w", repr(w), "b", repr(b), "C", repr(c), "ln det", repr(logdet), "ln evidence", repr(evidence(rows, lam, 10.0, c)))
