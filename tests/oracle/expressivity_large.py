#!/usr/bin/python3
"""The closed form of docs/experiments/expressivity.md in numpy, on 50,000 random images of 3,072 pixels: what residual is left in double."""
import numpy

N, D = 50_000, 3_072


def weights(x, y, fraction):
    """Thresholds and weights for ascending x by slopes; fraction is (x_j - b_j)/(x_j - x_{j-1})."""
    before = numpy.concatenate([[x[0] - (x[-1] - x[0]) / (N - 1)], x[:-1]])
    b = before if fraction == 1 else x - fraction * (x - before)
    slopes, slope, last = numpy.empty(N), 0.0, 0.0
    for i in range(N):
        lead = slope * (b[i] - x[i - 1]) if i else 0.0
        slope = (y[i] - last - lead) / (x[i] - b[i])
        slopes[i], last = slope, y[i]
    return b, numpy.diff(slopes, prepend=0)


def main():
    draw, images = numpy.random.default_rng(0), numpy.random.default_rng(3)
    a = draw.standard_normal(D) / D ** 0.5
    rows = (images.integers(0, 256, (1000, D), dtype=numpy.uint8) for _ in range(N // 1000))
    x = numpy.sort(numpy.concatenate([(r.astype(numpy.float32) / numpy.float32(255)).astype(float) @ a for r in rows]))
    y = draw.integers(0, 10, N).astype(float)
    for fraction in (1, 0.5):
        b, w = weights(x, y, fraction)
        residual = max(numpy.abs(y[i:i + 1000] - numpy.maximum(x[i:i + 1000, None] - b, 0) @ w).max() for i in range(0, N, 1000))
        print(f"fraction {fraction}: largest residual {residual:.2g}, smallest diagonal {(x - b).min():.2g}, largest weight {numpy.abs(w).max():.2g}")


if __name__ == "__main__":
    main()
