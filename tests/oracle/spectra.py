#!/usr/bin/python3
"""Writes spectra/NAME.json: dense curvature of the exported models (onnx_generate.py) in double precision, and their evidence.

The Hessian is the derivative of the gradient, row by row; the Gauss-Newton matrix is made of explicit Jacobians: no product is shared with the program.
"""
import json
import math
import pathlib

import torch
import torch.nn.functional as F

from onnx_generate import BATCH, on_grid, settle
from onnx_networks import MODELS

NAMES = ("mlp", "products", "activations-17", "convolutions", "layer-norms-17", "pre-activation", "branches-13")
LOSSES = ("cross-entropy", "mse")
PRECISIONS = (0.5, 20.0)


def restore(folder, name):
    """The network of the file in double precision, checked by its logits."""
    make, _, shape, _, _ = MODELS[name]
    torch.manual_seed(sum(name.encode()))
    body = make().eval()
    settle(body)
    x = on_grid(torch.randn(BATCH, *shape), 64.0).double()
    body = body.double()
    stored = json.loads((folder / f"{name}.json").read_text(encoding="ascii"))
    assert (body(x).reshape(-1) - torch.tensor(stored["logits"]["values"], dtype=torch.float64)).abs().max() < 1e-12, name
    return body, x, torch.tensor(stored["labels"])


def flat(tensors):
    return torch.cat([t.reshape(-1) for t in tensors])


def rows(values, parameters, graph=False):
    """The gradient of each value, one row each."""
    found = []
    for value in values:
        gradient = torch.autograd.grad(value, parameters, retain_graph=True, create_graph=graph, allow_unused=True)
        found.append(flat([torch.zeros_like(p) if g is None else g for g, p in zip(gradient, parameters)]))
    return torch.stack(found)


def gauss_newton(kind, logits, parameters):
    total = 0
    for f in logits:
        jacobian = rows(f, parameters)
        p = torch.softmax(f.detach(), 0)
        inner = torch.diag(p) - torch.outer(p, p) if kind == "cross-entropy" else torch.eye(len(f), dtype=f.dtype)
        total = total + jacobian.T @ inner @ jacobian
    return total / len(logits)


def evidence(n, loss, squared, eigenvalues, precision):
    regularized = n * eigenvalues + precision
    if (regularized <= 0).any():
        return {"log_evidence": None, "occam_factor": None}
    factor = (torch.log(regularized) - math.log(precision)).sum().item() / 2
    return {"log_evidence": -n * loss - precision * squared / 2 - factor, "occam_factor": factor}


def best_on_grid(n, loss, squared, eigenvalues):
    """Ten decades below P/|w|^2, twenty points in each."""
    grid = [len(eigenvalues) / squared * 10 ** (-i / 20) for i in range(201)]
    return max(grid, key=lambda precision: evidence(n, loss, squared, eigenvalues, precision)["log_evidence"])


def answers(kind, body, x, labels):
    parameters = list(body.parameters())
    logits, n = body(x), len(labels)
    loss = F.cross_entropy(logits, labels) if kind == "cross-entropy" else 0.5 * ((logits - F.one_hot(labels, logits.shape[1])) ** 2).sum() / n
    gradient = flat(torch.autograd.grad(loss, parameters, create_graph=True))
    hessian = rows(gradient, parameters)
    spectra = {"hessian": torch.linalg.eigvalsh((hessian + hessian.T) / 2), "gauss_newton": torch.linalg.eigvalsh(gauss_newton(kind, logits, parameters)).clamp(min=0)}
    w = flat(parameters).detach()
    squared, g = (w @ w).item(), spectra["gauss_newton"]
    result = {"loss": loss.item(), "squared_norm": squared, "hessian_trace": hessian.trace().item(),
              "effective_rank": (g.sum() ** 2 / (g ** 2).sum()).item(), "best_precision": best_on_grid(n, loss.item(), squared, g)}
    result |= {name: values.tolist() for name, values in spectra.items()}
    result["evidence"] = []
    for precision in (*PRECISIONS, 2.0 * max(0.0, -n * spectra["hessian"][0].item())):
        entry = {"precision": precision, "gradient_norm": (n * gradient.detach() + precision * w).norm().item()}
        for name, values in spectra.items():
            entry[name] = evidence(n, loss.item(), squared, values, precision)
        result["evidence"].append(entry)
    return result


def main():
    torch.set_num_threads(1)
    here = pathlib.Path(__file__).parent
    (here / "spectra").mkdir(exist_ok=True)
    for name in NAMES:
        body, x, labels = restore(here / "onnx_models", name)
        content = {kind: answers(kind, body, x, labels) for kind in LOSSES}
        lines = ",\n".join(f" {json.dumps(k)}: {json.dumps(v, allow_nan=False)}" for k, v in content.items())
        (here / "spectra" / f"{name}.json").write_text("{\n" + lines + "\n}\n", encoding="ascii")
        print(name, len(content["mse"]["hessian"]), [e["hessian"]["log_evidence"] for e in content["cross-entropy"]["evidence"]])


if __name__ == "__main__":
    main()
