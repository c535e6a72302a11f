#!/usr/bin/python3
"""Writes landscape/landscape.json: principal components by numpy's singular values. See docs/oracles.md."""
import json
import pathlib

import numpy

SNAPSHOTS, PARAMETERS = 7, 23


def shares(rows):
    squares = numpy.linalg.svd(rows - rows.mean(0), compute_uv=False) ** 2
    return (squares / squares.sum()).tolist()


def main():
    t, p = numpy.meshgrid(numpy.arange(SNAPSHOTS), numpy.arange(PARAMETERS), indexing="ij")
    path = ((t * t * 7 + p * 13 + t * p * 5) % 17 - 8) / 4 + t * numpy.cos(p)
    components = numpy.linalg.svd(path - path.mean(0))[2][:2]
    components *= numpy.sign(components[numpy.arange(2), numpy.abs(components).argmax(1)])[:, None]
    first, second = numpy.sin(numpy.arange(PARAMETERS)), 1.0 / (1 + numpy.arange(PARAMETERS))
    plane = numpy.linalg.qr(numpy.stack([first, second]).T)[0]
    centred = path - path.mean(0)
    lengths = numpy.array([3.0, 1, 2, 0.5, 0.25, 4])
    walk = numpy.concatenate([numpy.zeros((1, 6)), numpy.cumsum(numpy.diag(lengths), 0)])
    result = {"numpy": numpy.__version__, "path": path.tolist(), "shares": shares(path), "components": components.tolist(),
              "first": first.tolist(), "second": second.tolist(), "share_within": ((centred @ plane) ** 2).sum() / (centred ** 2).sum(),
              "lengths": lengths.tolist(), "walk_shares": shares(walk)}
    target = pathlib.Path(__file__).parent / "landscape" / "landscape.json"
    target.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
