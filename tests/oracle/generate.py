#!/usr/bin/python3
"""Writes one JSON file a model beside this script: what PyTorch says about it, in double precision. See docs/oracles.md."""
import json
import math
import pathlib

import numpy
import torch

import checks
import optimizers
import quantities as q
from graph import Kinks, forward, shapes
from models import MODELS

CLASSES = 4
MARGIN = 0.02          # least distance from a kink or a tie, so that differences and rounding cannot cross one
GRID = 1024.0          # inputs are multiples of 1/1024: exact in single precision too, and short in print
FULL_ROWS = ("mlp", "logistic")
SPECTRA = ("mlp", "logistic")
PRIOR_PRECISION = 10.0  # large enough that every eigenvalue of n H + prior is positive at these points


def on_grid(tensor):
    return torch.round(tensor * GRID) / GRID


def draw(generator, shape, scale=1.0, centre=0.0):
    return torch.from_numpy(centre + scale * generator.standard_normal(shape))


def initial(generator, nodes):
    """Parameters and buffers by name, away from the values (0 and 1) at which a forgotten one would not be noticed."""
    parameters, buffers = {}, {}
    for node in nodes:
        own, state = shapes(node)
        for name, shape in own.items():
            scale, centre = (0.2, 1.0) if node["kind"].endswith("norm") and name == "weight" else (0.2, 0.0)
            if len(shape) > 1 and not node["kind"].endswith("norm"):
                scale = math.sqrt(1.5 / math.prod(shape[1:]))
            parameters[f"{node['name']}.{name}"] = draw(generator, shape, scale, centre)
        for name, shape in state.items():
            values = draw(generator, shape, 0.3)
            buffers[f"{node['name']}.{name}"] = on_grid(values if name == "running_mean" else 0.6 + values ** 2)
    return parameters, buffers


def copies(tensors):
    return {k: v.clone() for k, v in tensors.items()}


def settle(nodes, parameters, buffers, x):
    """Moves the input and the parameters until nothing is near a kink or a tie, then puts them on the grid."""
    leaves = [t.requires_grad_() for t in (x, *parameters.values())]
    optimizer = torch.optim.Adam(leaves, lr=2e-3)
    for _ in range(5000):
        kinks = Kinks()
        forward(nodes, parameters, copies(buffers), x, kinks)
        if not kinks.distances or kinks.margin() >= 1.5 * MARGIN:
            break
        optimizer.zero_grad()
        kinks.shortfall(2 * MARGIN).backward()
        optimizer.step()
    return {k: on_grid(v.detach()) for k, v in parameters.items()}, on_grid(x.detach())


def kink_margin(nodes, parameters, buffers, x):
    kinks = Kinks()
    forward(nodes, parameters, copies(buffers), x, kinks)
    return kinks.margin()


class Case:
    """One model at one point: its functions of the parameters, and the losses it is given."""

    def __init__(self, name):
        self.name = name
        self.nodes, shape, n, seed = MODELS[name]
        generator = numpy.random.Generator(numpy.random.PCG64(seed))
        self.parameters, self.buffers = initial(generator, self.nodes)
        x = draw(generator, [n, *shape])
        self.training = any(node.get("mode") == "training" for node in self.nodes)
        self.loss = "logistic" if name == "logistic" else "cross-entropy"
        self.losses = [self.loss] if name == "logistic" else ["cross-entropy", "cross-entropy-smoothed", "squared-error"]
        self.y = torch.from_numpy(generator.integers(0, 2 if name == "logistic" else CLASSES, n))
        self.direction = {k: on_grid(draw(generator, list(v.shape))) for k, v in self.parameters.items()}
        self.parameters, self.x = settle(self.nodes, self.parameters, self.buffers, x)
        for tensor in (self.x, *self.parameters.values()):
            tensor.requires_grad_()
        self.leaves = list(self.parameters.values())
        self.nearest = math.inf
        self.logits_direction = on_grid(draw(generator, list(self.logits().shape)))

    def logits(self, parameters=None, buffers=None, x=None):
        kinks = Kinks()
        f = forward(self.nodes, parameters or self.parameters, copies(self.buffers) if buffers is None else buffers,
                    self.x if x is None else x, kinks)
        if kinks.distances:
            self.nearest = min(self.nearest, kinks.margin())
        return f

    def mean_loss(self, parameters=None, buffers=None):
        return q.per_example_losses(self.loss, self.logits(parameters, buffers), self.y).mean()

    def named(self, tensors):
        return dict(zip(self.parameters, tensors))


def derivatives(case):
    f, v = case.logits(), list(case.direction.values())
    gradient = q.grad(case.mean_loss(), [*case.leaves, case.x])
    return {
        "gradient": {"parameters": case.named(gradient[:-1]), "input": gradient[-1]},
        "direction": case.direction,
        "jacobian_product": q.jacobian_product(f, case.leaves, v),
        "hessian_product": case.named(q.hessian_product(case.mean_loss(), case.leaves, v)),
        "gauss_newton_product": case.named(q.gauss_newton_product(case.loss, f, case.y, case.leaves, v)),
    }


def per_example(case):
    """What needs one gradient an example; batch norm in training mode has none, because it couples the examples."""
    def loss_of(x, y):
        return q.per_example_losses(case.loss, case.logits(x=x), y)
    blocks = q.per_example_gradients(loss_of, case.x, case.y, case.leaves)
    rows = torch.cat([b.flatten(1) for b in blocks], dim=1)
    result = {"gradient_squared_norms": (rows ** 2).sum(1),
              "block_gradient_squared_norms": case.named([(b.flatten(1) ** 2).sum(1) for b in blocks]),
              "gram": rows @ rows.T, "tangent_kernel": q.tangent_kernel(case.logits(), case.leaves)}
    if case.name in FULL_ROWS:
        result["gradients"] = case.named(blocks)
    coherence = {"whole": q.coherence_section(rows),
                 "blocks": case.named([{"m_coherence": q.m_coherence(b.flatten(1))} for b in blocks])}
    return {"per_example": result, "coherence": coherence, "measures": q.spread_section(rows) | q.regret_section(rows, 2)}


def spectra(case):
    shape = [list(p.shape) for p in case.leaves]
    size = sum(p.numel() for p in case.leaves)
    f, loss = case.logits(), case.mean_loss()
    hessian = q.spectrum(lambda v: q.hessian_product(loss, case.leaves, v), size, shape)
    gauss_newton = q.spectrum(lambda v: q.gauss_newton_product(case.loss, f, case.y, case.leaves, v), size, shape)
    summed, squares = len(case.y) * loss, (q.flat(case.leaves) ** 2).sum()
    evidence = {"prior_precision": PRIOR_PRECISION}
    for name, eigenvalues in (("log_evidence", hessian), ("log_evidence_gauss_newton", gauss_newton)):
        evidence[name] = q.log_evidence(summed, squares, len(case.y) * eigenvalues, PRIOR_PRECISION)
    return {"spectra": {"hessian": hessian, "gauss_newton": gauss_newton}, "evidence": evidence}


def document(case):
    f = case.logits()
    result = {"torch": torch.__version__, "name": case.name, "model": case.nodes, "parameters": case.parameters,
              "buffers": case.buffers, "x": case.x, "labels": case.y,
              "kink_margin": kink_margin(case.nodes, case.parameters, case.buffers, case.x),
              "logits": f, "objective": case.loss, "logits_direction": case.logits_direction,
              "loss": {kind: q.loss_section(kind, f, case.y, case.logits_direction) for kind in case.losses}}
    result |= derivatives(case)
    if not case.training:
        result |= per_example(case)
    if case.name in SPECTRA:
        result |= spectra(case)
    result["optimizers"] = {name: optimizers.section(name, case.parameters, case.buffers, case.mean_loss, case.training)
                            for name in optimizers.OPTIMIZERS}
    return result


def plain(value):
    """Tensors as {"shape", "values"} with values in row-major order; vectors and scalars as they are."""
    if isinstance(value, torch.Tensor):
        value = value.detach()
        if value.dim() == 0:
            return value.item()
        return {"shape": list(value.shape), "values": value.reshape(-1).tolist()} if value.is_floating_point() else value.tolist()
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, (list, tuple)) else value


def text(value, indent=""):
    """JSON with one line for each list of numbers, so that a changed array is a changed line."""
    if isinstance(value, dict) and "values" not in value or isinstance(value, list) and value and isinstance(value[0], dict):
        pairs = value.items() if isinstance(value, dict) else [(None, v) for v in value]
        lines = [indent + " " + ("" if k is None else json.dumps(k) + ": ") + text(v, indent + " ") for k, v in pairs]
        opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
        return opening + "\n" + ",\n".join(lines) + "\n" + indent + closing if lines else opening + closing
    return json.dumps(value, allow_nan=False)


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    here = pathlib.Path(__file__).parent
    for name in MODELS:
        case = Case(name)
        checks.verify(case, MARGIN)
        content = document(case)
        checks.verify_document(case, content)
        (here / f"{name}.json").write_text(text(plain(content)) + "\n", encoding="ascii")
        print(f"{name}: {sum(p.numel() for p in case.leaves)} parameters, margin {content['kink_margin']}")


if __name__ == "__main__":
    main()
