"""Quantiles by NumPy and by mpmath: python3 generate_statistics.py > statistics_reference.json"""
import json
import math

import mpmath as mp
import numpy as np

mp.mp.dps = 40


def normal(p):
    with mp.workdps(340):  # 2p − 1 must not round to −1
        return mp.sqrt(2) * mp.erfinv(2 * mp.mpf(p) - 1)


def student(p, degrees):
    """Inverts the distribution function, an incomplete beta function, by bisection in t."""
    if p == 0.5:
        return mp.mpf(0)
    tail = min(mp.mpf(p), 1 - mp.mpf(p))
    below = lambda t: mp.betainc(mp.mpf(degrees) / 2, mp.mpf(1) / 2, 0, degrees / (degrees + t * t), regularized=True) / 2
    low, high = mp.mpf(0), mp.mpf(10) ** 5
    for _ in range(90):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) > tail else (low, middle)
    return high if p > 0.5 else -high


samples = []
for n in (1, 2, 3, 4, 7, 10, 25):
    values = [round(math.sin(1.7 * i + 0.4) * 10, 3) for i in range(n)]
    levels = [0.0, 0.05, 0.1, 0.25, 0.5, 0.6, 0.75, 0.9, 1.0]
    samples.append({"values": values, "levels": levels, "median": float(np.median(values)),
                    "linear": [float(np.quantile(values, q)) for q in levels],
                    "nearest": [float(np.quantile(values, q, method="nearest")) for q in levels],
                    "variance": float(np.var(values, ddof=1)) if n > 1 else None, "mean": float(np.mean(values))})
probabilities = [1e-300, 1e-20, 1e-10, 1e-6, 0.001, 0.02, 0.0749, 0.0751, 0.3, 0.5, 0.8, 0.924, 0.926, 0.975, 0.999, 1 - 2.0 ** -30]
print(json.dumps({
    "samples": samples,
    "normal": [[p, float(normal(p))] for p in probabilities],
    "student": [[p, d, float(student(p, d))] for d in (1, 2, 3, 4, 9, 30, 99, 1000, 1001, 5000) for p in (0.001, 0.025, 0.4, 0.5, 0.95, 0.975, 0.999)],
}))
