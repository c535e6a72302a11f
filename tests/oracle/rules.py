#!/usr/bin/python3
"""Writes rules.json: several steps of every descent rule in double precision, on networks and data of the other files. See docs/oracles.md."""
import json
import pathlib

import torch

import quantities as q
from checks import CROSSING
from generate import plain, text
from graph import Kinks, forward

HERE = pathlib.Path(__file__).parent
FLOOR = 0.01           # of the adaptive radius
SGD = {"lr": 0.1, "momentum": 0.0, "weight_decay": 0.01}
MOMENTUM = {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.01}

# The order in which a training with seed 1 visits 8 examples by 5 or 8 and 6 by 6; the test compares it with the program's own.
ORDERS = {
    ("mlp", 5): [[1, 7, 2, 0, 5], [3, 4, 6], [0, 5, 2, 3, 6], [1, 7, 4], [7, 3, 2, 1, 4], [5, 0, 6]],
    ("mlp", 8): [[1, 7, 2, 0, 5, 3, 4, 6], [0, 5, 2, 3, 6, 1, 7, 4], [7, 3, 2, 1, 4, 5, 0, 6]],
    ("residual-training", 6): [[4, 0, 1, 2, 3, 5], [0, 4, 2, 1, 5, 3], [1, 5, 2, 3, 0, 4], [1, 3, 2, 0, 4, 5]],
}
CASES = [("mlp", 5, rule, SGD) for rule in (
    "mean", "winsorized:0", "winsorized:13", "winsorized:30", "median", "m3", "rm3", "ra3", "sam:0.05", "sam:0.7", "asam:0.5")]
CASES += [("mlp", 8, rule, SGD) for rule in ("winsorized:8", "winsorized:20", "median")]
CASES += [("mlp", 5, rule, MOMENTUM) for rule in ("winsorized:30", "sam:0.05", "asam:0.5")]
CASES += [("residual-training", 6, rule, SGD) for rule in ("m3", "rm3", "sam:0.05", "asam:0.5")]


class Model:
    """A network at a point, read from its file; counts how near any pass comes to a kink."""

    def __init__(self, name):
        content = json.loads((HERE / f"{name}.json").read_text(encoding="ascii"))
        self.nodes, self.loss = content["model"], content["objective"]
        self.x, self.y = tensor(content["x"]), torch.tensor(content["labels"])
        self.parameters = {k: tensor(v).requires_grad_() for k, v in content["parameters"].items()}
        self.buffers = {k: tensor(v) if isinstance(v, dict) else torch.tensor(v) for k, v in content["buffers"].items()}
        self.leaves = list(self.parameters.values())
        self.nearest = float("inf")

    def gradient(self, examples, at=None, keep_buffers=False):
        """The mean loss of some examples and its gradient; buffers move unless they are kept."""
        kinks, parameters = Kinks(), at or self.parameters
        buffers = {k: v.clone() for k, v in self.buffers.items()} if keep_buffers else self.buffers
        f = forward(self.nodes, parameters, buffers, self.x[examples], kinks)
        self.nearest = min(self.nearest, kinks.margin())
        loss = q.per_example_losses(self.loss, f, self.y[examples]).mean()
        return loss.detach(), [g.detach() for g in q.grad(loss, list(parameters.values()))]


def tensor(stored):
    values = stored["values"] if isinstance(stored, dict) else stored
    return torch.tensor(values).reshape(stored["shape"] if isinstance(stored, dict) else [-1])


def mean(model, batch, _amount, _window):
    return model.gradient(batch)


def winsorized(model, batch, percent, _window):
    m = len(batch)
    single = [model.gradient(batch[i:i + 1]) for i in range(m)]
    place = round((m - 1) * percent / 100)  # Python rounds halves to even
    total = []
    for block in zip(*(g for _, g in single)):
        rows = torch.stack(block)
        ordered = rows.sort(dim=0).values
        low, high = ordered[min(place, m - 1 - place)], ordered[max(place, m - 1 - place)]
        total.append(torch.minimum(torch.maximum(rows, low), high).sum(0) / m)
    return torch.stack([loss for loss, _ in single]).mean(), total


def median(model, batch, _amount, window):
    return winsorized(model, batch, 50, window)


def m3(model, batch, _amount, _window):
    groups = torch.tensor(batch).tensor_split(3)
    parts = [model.gradient(group.tolist()) for group in groups]
    loss = sum(l * len(group) for (l, _), group in zip(parts, groups)) / len(batch)
    return loss, [torch.stack(block).median(dim=0).values for block in zip(*(g for _, g in parts))]


def rolling(combine):
    """The decay of its own step is part of each gradient; no step is taken before there are three."""
    def rule(model, batch, _amount, window):
        loss, gradient = model.gradient(batch)
        window.append([g + SGD["weight_decay"] * p.detach() for g, p in zip(gradient, model.leaves)])
        return loss, [combine(torch.stack(block)) for block in zip(*window[-3:])] if len(window) >= 3 else None
    return rule


def sharp(scale_of):
    """The gradient at a point of the ball's boundary; buffers move with the first pass only."""
    def rule(model, batch, radius, _window):
        loss, gradient = model.gradient(batch)
        scales = [scale_of(name, p.detach()) for name, p in model.parameters.items()]
        norm = torch.cat([(s * g).flatten() for s, g in zip(scales, gradient)]).norm()
        moved = {k: (p + radius * s * s * g / norm).detach().requires_grad_()
                 for (k, p), s, g in zip(model.parameters.items(), scales, gradient)}
        return loss, model.gradient(batch, moved, keep_buffers=True)[1]
    return rule


RULES = {
    "mean": mean, "winsorized": winsorized, "median": median, "m3": m3,
    "rm3": rolling(lambda rows: rows.median(dim=0).values), "ra3": rolling(lambda rows: rows.mean(0)),
    "sam": sharp(lambda _name, p: torch.ones_like(p)),
    "asam": sharp(lambda name, p: p.abs() + FLOOR if "weight" in name else torch.ones_like(p)),
}


def case(name, batch_size, text_of_rule, settings):
    model, window, losses, statistics = Model(name), [], [], []
    rule, _, amount = text_of_rule.partition(":")
    decayed = rule in ("rm3", "ra3")
    optimizer = torch.optim.SGD(model.leaves, **(settings | ({"weight_decay": 0.0} if decayed else {})))
    for batch in ORDERS[name, batch_size]:
        loss, gradient = RULES[rule](model, batch, float(amount or 0), window)
        losses.append(loss)
        statistics.append({k: v.clone() for k, v in model.buffers.items()})
        if gradient is None:
            continue
        for leaf, g in zip(model.leaves, gradient):
            leaf.grad = g.clone()
        optimizer.step()
    if not model.nearest > CROSSING:
        raise SystemExit(f"{name} {text_of_rule}: passed within {model.nearest} of a kink")
    result = {"model": name, "rule": text_of_rule, "settings": settings, "batch_size": batch_size, "batches": ORDERS[name, batch_size],
              "losses": torch.stack(losses), "parameters": model.parameters}
    return result | ({"buffers_after_step": statistics} if model.buffers else {})


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    content = {"torch": torch.__version__, "cases": [case(*c) for c in CASES]}
    (HERE / "rules.json").write_text(text(plain(content)) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
