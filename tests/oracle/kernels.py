#!/usr/bin/python3
"""What numpy says about small kernel regressions, and about filters and features computed by loops: kernels.py > kernels/kernels.json."""
import json
import math

import numpy


def formula(rows, columns, shift):
    """Numbers that every language computes alike; exact in single precision."""
    return numpy.array([[((i * 37 + j * 11 + shift) % 64) / 64 for j in range(columns)] for i in range(rows)])


def linear(a, b, scale):
    return scale * a @ b.T


def gaussian(a, b, bandwidth):
    return numpy.exp(-bandwidth * ((a[:, None, :] - b[None, :, :]) ** 2).sum(2))


def regression(kernel, parameter, ridge, n, dimension, classes):
    x, t = formula(n, dimension, 5), formula(4, dimension, 23)
    y = numpy.array([[1.0 if i % classes == c else 0.0 for c in range(classes)] for i in range(n)])
    k = kernel(x, x, parameter)
    a = k + ridge * numpy.eye(n)
    alpha = numpy.linalg.solve(a, y)
    left = numpy.empty_like(y)
    for i in range(n):
        rest = [j for j in range(n) if j != i]
        left[i] = k[i, rest] @ numpy.linalg.solve(a[numpy.ix_(rest, rest)], y[rest])
    return {"kernel": kernel.__name__, "parameter": parameter, "ridge": ridge, "n": n, "dimension": dimension, "classes": classes,
            "matrix": k.ravel().tolist(), "coefficients": alpha.ravel().tolist(), "outputs": (kernel(t, x, parameter) @ alpha).ravel().tolist(),
            "squared_norms": [float(alpha[:, c] @ k @ alpha[:, c]) for c in range(classes)], "leave_one_out": left.ravel().tolist(),
            "log_determinant": float(numpy.linalg.slogdet(a)[1]), "mean_square": float((x ** 2).sum(1).mean()),
            "mean_squared_distance": float(((x[:, None] - x[None]) ** 2).sum(2).mean())}


def wavelet(width, theta, phase, side):
    g = [[0.0] * side for _ in range(side)]
    for i in range(side):
        for j in range(side):
            x, y = j - (side - 1) / 2, i - (side - 1) / 2
            u, v = x * math.cos(theta) + y * math.sin(theta), -x * math.sin(theta) + y * math.cos(theta)
            g[i][j] = math.exp(-(u * u + v * v / 4) / (2 * width * width)) * math.cos(2 * math.pi * u / (2 * width) + phase)
    flat = [value for row in g for value in row]
    mean = sum(flat) / len(flat)
    length = math.sqrt(sum((value - mean) ** 2 for value in flat))
    return [(value - mean) / length for value in flat]


def wavelets(scales, orientations):
    widths = [1.5, 2.5, 3.5, 5, 7][:scales]
    side = {1: 5, 2: 9, 3: 11}[scales]
    filters = [wavelet(w, math.pi * o / orientations, math.pi * p / 2, side) for w in widths for o in range(orientations) for p in range(4)]
    return {"scales": scales, "orientations": orientations, "side": side, "filters": filters}


def features(count, channels, side, images, size, padding, cells):
    """Convolution, rectification and means over cells by plain loops."""
    filters = formula(count, channels * side * side, 9) - 0.5
    pictures = formula(images, channels * size * size, 31)
    sites = size + 2 * padding - side + 1
    cell = sites // cells
    result = []
    for picture in pictures.reshape(images, channels, size, size):
        for f in filters.reshape(count, channels, side, side):
            value = numpy.zeros((sites, sites))
            for r in range(sites):
                for c in range(sites):
                    for k in range(channels):
                        for i in range(side):
                            for j in range(side):
                                row, column = r + i - padding, c + j - padding
                                if 0 <= row < size and 0 <= column < size:
                                    value[r, c] += f[k, i, j] * picture[k, row, column]
            value = numpy.maximum(value, 0)
            result += [float(value[a * cell:(a + 1) * cell, b * cell:(b + 1) * cell].mean()) for a in range(cells) for b in range(cells)]
    return {"count": count, "channels": channels, "side": side, "images": images, "size": size, "padding": padding, "cells": cells, "features": result}


def descent(n, dimension, classes, epochs):
    """Solutions by the pseudoinverse, and a few steps on all examples."""
    x = formula(n, dimension, 5)
    y = numpy.array([[1.0 if i % classes == c else 0.0 for c in range(classes)] for i in range(n)])
    start = formula(dimension, classes, 13)
    inverse, w = numpy.linalg.pinv(x), start.copy()
    for _ in range(epochs):
        w = w + x.T @ (y - x @ w) / (x ** 2).sum()
    return {"n": n, "dimension": dimension, "classes": classes, "epochs": epochs, "least": (inverse @ y).T.ravel().tolist(), "start": start.T.ravel().tolist(),
            "nearest": (start + inverse @ (y - x @ start)).T.ravel().tolist(), "steps": w.T.ravel().tolist(),
            "residual": float(numpy.linalg.norm(y - x @ start) / numpy.linalg.norm(y))}


print(json.dumps({
    "descents": [descent(6, 20, 3, 5), descent(4, 9, 2, 3)],
    "regressions": [
        regression(gaussian, 0.5, 0.0, 9, 6, 3), regression(gaussian, 0.02, 0.1, 12, 20, 2), regression(linear, 1.0, 0.0, 6, 20, 3), regression(linear, 0.25, 0.5, 11, 4, 2)],
    "wavelets": [wavelets(1, 3), wavelets(2, 2), wavelets(3, 1)],
    "features": [features(3, 1, 3, 2, 8, 0, 2), features(2, 2, 3, 2, 7, 1, 3)]}, indent=1))
