"""Checks on the oracle itself: PyTorch's derivatives against differences, and identities between what is written."""
import torch

import quantities as q
from graph import Kinks, forward

CROSSING = 1e-6        # along the optimizers' steps, where two correct programs differ by rounding only


def moved(case, step):
    return {k: (p + step * case.direction[k]).detach().requires_grad_() for k, p in case.parameters.items()}


def differences(function, step=1e-3):
    """Five-point derivative at zero of a tensor-valued function."""
    return (8 * (function(step) - function(-step)) - (function(2 * step) - function(-2 * step))) / (12 * step)


def close(what, a, b, tolerance):
    error = ((a - b).norm() / (b.norm() + 1e-300)).item()
    if not error < tolerance:
        raise SystemExit(f"{what}: relative error {error:.3g}, expected below {tolerance:g}")


def curvature(case, u):
    """Mean over examples of u'Hu by the closed form: the variance of u under the predicted probabilities."""
    f = case.logits()
    f, u = (torch.cat([torch.zeros_like(t), t], dim=1) if case.loss == "logistic" else t for t in (f, u))
    p = f.softmax(dim=1)
    return ((p * u ** 2).sum(1) - (p * u).sum(1) ** 2).mean()


def verify(case, margin):
    kinks = Kinks()
    forward(case.nodes, case.parameters, {k: v.clone() for k, v in case.buffers.items()}, case.x, kinks)
    if kinks.distances and kinks.margin() < margin:
        raise SystemExit(f"{case.name}: something is {kinks.margin()} from a kink, less than {margin}")


def verify_document(case, content):
    def gradient(step):
        parameters = moved(case, step)
        return q.flat(q.grad(case.mean_loss(parameters), list(parameters.values()))).detach()
    step = 1e-4
    analytic = q.flat(content["gradient"]["parameters"].values())
    if (analytic == 0).any():
        raise SystemExit(f"{case.name}: a parameter has no gradient (a dead unit), so it would go untested; change the seed")
    close("gradient", (analytic * q.flat(case.direction.values())).sum(),
          differences(lambda s: case.mean_loss(moved(case, s)).detach(), step), 1e-8)
    close("Jacobian product", content["jacobian_product"],
          differences(lambda s: case.logits(moved(case, s)).detach(), step), 1e-8)
    close("Hessian product", q.flat(content["hessian_product"].values()), differences(gradient, step), 1e-7)
    quadratic = (q.flat(content["gauss_newton_product"].values()) * q.flat(case.direction.values())).sum()
    close("Gauss-Newton product", quadratic, curvature(case, content["jacobian_product"]), 1e-12)
    if not case.nearest > CROSSING:
        raise SystemExit(f"{case.name}: an optimizer passed within {case.nearest} of a kink; change the seed")
    if "per_example" in content:
        total = content["per_example"]["gram"].sum() / len(case.y) ** 2
        close("sum of the Gram matrix", total, (analytic ** 2).sum(), 1e-12)
