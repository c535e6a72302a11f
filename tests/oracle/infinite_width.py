#!/usr/bin/python3
"""Kernels of infinitely wide networks by numpy, all four indices of a pair of pixels at once, and arc-cosine expectations by mpmath:
infinite_width.py > kernels/infinite_width.json. The recursions are those of Arora et al. 2019, arXiv 1904.11955, sections 3 and 4."""
import json

import mpmath
import numpy


def formula(rows, columns, shift):
    """Numbers that every language computes alike; exact in single precision."""
    return numpy.array([[((i * 37 + j * 11 + shift) % 64) / 64 - 0.5 for j in range(columns)] for i in range(rows)])


def expectations(covariance, left, right):
    """2·E[relu relu] and 2·E[step step] of two Gaussians."""
    scale = numpy.sqrt(left * right)
    rho = numpy.clip(numpy.divide(covariance, scale, out=numpy.zeros_like(covariance), where=scale > 0), -1, 1)
    angle = numpy.arccos(rho)
    return scale * (rho * (numpy.pi - angle) + numpy.sqrt(1 - rho * rho)) / numpy.pi, (numpy.pi - angle) / numpy.pi


def fully_connected(n, dimension, layers):
    x = formula(n, dimension, 5)
    if n > 3:
        x[2] = 0
        x[3] = x[0]
    sigma = x @ x.T
    theta = sigma.copy()
    for _ in range(layers):
        variance = numpy.diag(sigma)
        sigma, derivative = expectations(sigma, variance[:, None], variance[None, :])
        theta = theta * derivative + sigma
    return {"n": n, "dimension": dimension, "layers": layers, "nngp": sigma.ravel().tolist(), "ntk": theta.ravel().tolist()}


def patches(k):
    """Sums over the nine common shifts of (i, j, i', j')."""
    height, width = k.shape[:2]
    padded = numpy.pad(k, 1)
    return sum(padded[a:a + height, b:b + width, a:a + height, b:b + width] for a in range(3) for b in range(3))


def variances(x, depth):
    sigma = patches(numpy.einsum("ijc,klc->ijkl", x, x))
    out = []
    for _ in range(depth - 1):
        diagonal = numpy.einsum("ijij->ij", sigma).copy()
        out.append(diagonal)
        k, _ = expectations(sigma, diagonal[:, :, None, None], diagonal[None, None])
        sigma = patches(k / 9)
    return out


def convolution_pair(x, z, depth, pooled):
    left, right = variances(x, depth), variances(z, depth)
    sigma = patches(numpy.einsum("ijc,klc->ijkl", x, z))
    theta = numpy.zeros_like(sigma) if pooled else sigma.copy()
    for h in range(depth - 1):
        k, derivative = expectations(sigma, left[h][:, :, None, None], right[h][None, None])
        k, derivative = k / 9, derivative / 9
        theta = theta * derivative + k
        if h < depth - 2:
            sigma, theta = patches(k), patches(theta)
    if pooled:
        return k.mean(), (theta - k).mean()
    return numpy.einsum("ijij->", k), numpy.einsum("ijij->", theta)


def convolution(n, height, width, channels, depth, pooled):
    x = formula(n, height * width * channels, 9).reshape(n, height, width, channels)
    x[0, :, :2] = 0
    pairs = [[convolution_pair(a, b, depth, pooled) for b in x] for a in x]
    return {"n": n, "height": height, "width": width, "channels": channels, "depth": depth, "pooled": pooled,
            "nngp": [p[0] for row in pairs for p in row], "ntk": [p[1] for row in pairs for p in row]}


def arc_cosines():
    mpmath.mp.dps = 40
    places = [-1, -0.99999999, -0.9, -0.5, -0.1, -1e-9, 0, 1e-9, 0.3, 0.5, 0.70710678, 0.9, 0.999, 0.9999999, 0.999999999999, 1]
    rows = []
    for place in places:
        rho = mpmath.mpf(place)
        supplement = mpmath.pi - mpmath.acos(rho)
        rows.append({"cosine": place, "zero": float(supplement / mpmath.pi), "one": float((rho * supplement + mpmath.sqrt(1 - rho * rho)) / mpmath.pi)})
    return rows


print(json.dumps({
    "arc_cosines": arc_cosines(),
    "fully_connected": [fully_connected(7, 5, 1), fully_connected(19, 3, 3), fully_connected(5, 40, 20), fully_connected(1, 2, 2)],
    "convolution": [convolution(3, 5, 4, 2, 2, False), convolution(3, 5, 9, 3, 4, False), convolution(3, 4, 5, 2, 2, True), convolution(2, 6, 10, 1, 4, True),
                    convolution(2, 1, 1, 3, 3, True), convolution(1, 3, 17, 2, 3, False)],
}))
