#!/usr/bin/python3
"""Writes winsorized-dense.json and winsorized-conv.json: clipped sums of PyTorch's per-example gradients, by numpy.percentile."""
import pathlib

import numpy
import torch

import quantities as q
from generate import draw, initial, on_grid, plain, text
from graph import Kinks, forward
from models import Builder

MARGIN = 1e-4   # from kinks and ties: far more than the rounding of single precision

# examples: the percentiles c. Six examples at c = 10 put both bounds halfway between two ranks; repeated examples make ties.
PERCENTILES = {5: [0, 25, 50], 6: [4, 10, 50], 11: [4, 8, 25, 50], 40: [0, 1, 2, 4, 8, 25, 50]}
EXAMPLES, CLASSES = max(PERCENTILES), 3


def dense():
    b = Builder()
    b.dense("fc2", b.node("relu1", "relu", b.dense("fc1", "x", 10, 17)), 17, CLASSES)
    return b.nodes, [10]


def conv():
    b = Builder()
    x = b.node("relu1", "relu", b.conv("conv1", "x", 2, 3, 3, padding=1))
    x = b.pool("max1", "max-pool", x, 2, 2)
    x = b.node("tanh2", "tanh", b.conv("conv2", x, 3, 4, 2, groups=1, bias=False))
    b.dense("fc", b.node("flat", "flatten", x), 16, CLASSES)
    return b.nodes, [2, 6, 6]


def winsorized(rows, c):
    """Chatterjee's rule on the rows [example, ...] of one block."""
    values = rows.numpy()
    low, high = numpy.percentile(values, [c, 100 - c], axis=0, method="nearest")
    return torch.from_numpy(numpy.clip(values, low, high).sum(axis=0))


def document(name, nodes, shape, seed):
    generator = numpy.random.Generator(numpy.random.PCG64(seed))
    parameters, _ = initial(generator, nodes)
    parameters = {k: on_grid(v).requires_grad_() for k, v in parameters.items()}
    x, y = on_grid(draw(generator, [EXAMPLES, *shape])), torch.from_numpy(generator.integers(0, CLASSES, EXAMPLES))
    if name == "dense":
        x = x.abs()     # inputs without negative values, as pixels are
    for copy, original in ((2, 0), (9, 4), (20, 0), (21, 0), (33, 4)):
        x[copy], y[copy] = x[original], y[original]
    kinks = Kinks()
    forward(nodes, parameters, {}, x, kinks)
    if kinks.margin() < MARGIN:
        raise SystemExit(f"{name}: something is {kinks.margin()} from a kink; change the seed")

    def loss_of(images, labels):
        return q.per_example_losses("cross-entropy", forward(nodes, parameters, {}, images, Kinks()), labels)
    blocks = q.per_example_gradients(loss_of, x, y, list(parameters.values()))
    cases = [{"examples": m, "percentile": c,
              "sums": {k: winsorized(rows[:m], c) for k, rows in zip(parameters, blocks)}}
             for m, percentiles in PERCENTILES.items() for c in percentiles]
    return {"torch": torch.__version__, "numpy": numpy.__version__, "name": "winsorized-" + name, "model": nodes,
            "parameters": parameters, "buffers": {}, "x": x, "labels": y, "objective": "cross-entropy", "winsorized": cases}


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    for name, (nodes, shape), seed in (("dense", dense(), 301), ("conv", conv(), 303)):
        content = text(plain(document(name, nodes, shape, seed)))
        (pathlib.Path(__file__).parent / f"winsorized-{name}.json").write_text(content + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
