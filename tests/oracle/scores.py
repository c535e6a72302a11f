#!/usr/bin/python3
"""Writes scores.json: what PyTorch says about single examples of the networks that generate.py has written. See docs/oracles.md."""
import json
import pathlib

import torch
import torch.nn.functional as F

import quantities as q
from generate import plain, text
from graph import Kinks, forward

MODELS = ("mlp", "cnn", "residual-frozen", "logistic")


def tensor(field):
    return torch.tensor(field["values"], dtype=torch.float64).reshape(field["shape"])


def jackknife_error(statistic, rows, groups):
    """Leaves out one of so many groups of consecutive examples at a time and starts again."""
    n = len(rows)
    kept = [[i for i in range(n) if not g * n // groups <= i < (g + 1) * n // groups] for g in range(groups)]
    left = torch.stack([statistic(rows[k]) for k in kept])
    return ((groups - 1) / groups * ((left - left.mean()) ** 2).sum()).sqrt()


def signal_to_noise(rows):
    variance = rows.var(dim=0, unbiased=True)
    loud = variance > 1e-12 * (rows ** 2).sum(0)
    return (rows.mean(0)[loud] ** 2 / variance[loud]).mean()


def scores(document):
    parameters = {k: tensor(v).requires_grad_() for k, v in document["parameters"].items()}
    buffers = {k: tensor(v) for k, v in document["buffers"].items()}
    x, y, kind = tensor(document["x"]), torch.tensor(document["labels"]), document["objective"]

    def logits(inputs):
        return forward(document["model"], parameters, {k: v.clone() for k, v in buffers.items()}, inputs, Kinks())
    f = logits(x)
    blocks = q.per_example_gradients(lambda a, b: q.per_example_losses(kind, logits(a), b), x, y, list(parameters.values()))
    rows = torch.cat([b.flatten(1) for b in blocks], dim=1)
    error = torch.sigmoid(f[:, 0]) - y if kind == "logistic" else f.softmax(dim=1) - F.one_hot(y, f.shape[1])
    return {
        "output_errors": error.abs() if kind == "logistic" else error.norm(dim=1),
        "predicted": (f[:, 0] > 0).long() if kind == "logistic" else f.argmax(dim=1),
        "alignments": F.cosine_similarity(rows, rows.mean(0, keepdim=True), dim=1, eps=0.0),
        "gradient_signal_to_noise": signal_to_noise(rows),
        "gradient_signal_to_noise_error": jackknife_error(signal_to_noise, rows, min(10, len(rows))),
        "gradient_silent_parameters": int((rows.var(dim=0) <= 1e-12 * (rows ** 2).sum(0)).sum()),
    }


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    here = pathlib.Path(__file__).parent
    result = {name: scores(json.loads((here / f"{name}.json").read_text(encoding="ascii"))) for name in MODELS}
    (here / "scores.json").write_text(text(plain(result)) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
