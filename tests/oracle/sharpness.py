#!/usr/bin/python3
"""Writes sharpness/NAME.json: sharpness, norms and margins of the exported models (onnx_generate.py) for cross-entropy, in double precision.

Everything is made of autograd, dense matrices and singular value decompositions: no product and no layer is shared with the program.
"""
import json
import pathlib

import torch
import torch.nn.functional as F

from spectra import flat, restore, rows

NAMES = ("mlp", "products", "convolutions", "activations-17")
OTHER_ACTIVATIONS = ("mlp", "activations-17")


class At:
    """The network with its parameters replaced."""

    def __init__(self, body, x, labels):
        self.body, self.x, self.labels = body, x, labels
        self.theta = flat(body.parameters()).detach().clone()

    def put(self, theta):
        at = 0
        for p in self.body.parameters():
            p.data = theta[at:at + p.numel()].reshape(p.shape).clone()
            at += p.numel()

    def loss(self, theta, chosen=slice(None)):
        self.put(theta)
        return F.cross_entropy(self.body(self.x[chosen]), self.labels[chosen])

    def gradient(self, theta, chosen=slice(None)):
        return flat(torch.autograd.grad(self.loss(theta, chosen), list(self.body.parameters()))).detach()

    def hessian(self, chosen=slice(None)):
        parameters = list(self.body.parameters())
        gradient = flat(torch.autograd.grad(self.loss(self.theta, chosen), parameters, create_graph=True))
        return rows(gradient, list(self.body.parameters()))

    def rise(self, step, chosen=slice(None)):
        return (self.loss(self.theta + step, chosen) - self.loss(self.theta, chosen)).item()


def ball(at, radius, axes):
    scaled = axes * at.gradient(at.theta)
    return at.rise(radius * axes * scaled / scaled.norm())


def box(at, epsilon):
    """Ten steps along the signs of the gradient, the k-th 2/(k + 1) of the half width, clipped to the box; the highest loss counts."""
    half, place, here = epsilon * (at.theta.abs() + 1), torch.zeros_like(at.theta), at.loss(at.theta).item()
    best = here
    for k in range(1, 11):
        place = (place + 2 / (k + 1) * at.gradient(at.theta + half * place).sign()).clamp(-1, 1)
        best = max(best, at.loss(at.theta + half * place).item())
    return 100 * (best - here) / (1 + here)


def subspaces(at, epsilons, draws=400):
    """The box in random subspaces of 100 dimensions, half of all at most: mean over draws and its standard error, for each epsilon. A+ by torch's pseudo-inverse."""
    torch.manual_seed(100)
    here, rises = at.loss(at.theta).item(), [[] for _ in epsilons]
    for _ in range(draws):
        a = torch.randn(len(at.theta), min(100, len(at.theta) // 2), dtype=torch.float64)
        width = (torch.linalg.pinv(a) @ at.theta).abs() + 1
        for found, epsilon in zip(rises, epsilons):
            u, best = torch.zeros(a.shape[1], dtype=torch.float64), here
            for k in range(1, 11):
                u = (u + 2 / (k + 1) * (a.T @ at.gradient(at.theta + a @ (epsilon * width * u))).sign()).clamp(-1, 1)
                best = max(best, at.loss(at.theta + a @ (epsilon * width * u)).item())
            found.append(100 * (best - here) / (1 + here))
    return [[torch.tensor(r).mean().item(), torch.tensor(r).std().item() / draws ** 0.5] for r in rises]


def last_layer(at):
    """The sum over pairs of outputs of <w_s, w_t> tr H_st, with the Hessian of the last layer's weights."""
    at.put(at.theta)
    weight = [p for p in at.body.parameters() if p.dim() == 2][-1]
    loss = F.cross_entropy(at.body(at.x), at.labels)
    (gradient,) = torch.autograd.grad(loss, weight, create_graph=True)
    hessian = rows(gradient.reshape(-1), [weight]).reshape(*weight.shape, *weight.shape)
    by_output, w = ("sitj,st,ij->", weight.detach()) if isinstance(list(at.body.modules())[-1], torch.nn.Linear) else ("isjt,st,ij->", weight.detach().T)
    return torch.einsum(by_output, hessian, w @ w.T, torch.eye(w.shape[1], dtype=w.dtype)).item()


def blocks(at, radius):
    """Blocks of one example: five examples have no larger power of two up to an eighth of them."""
    n = len(at.labels)
    tops = [torch.linalg.eigvalsh(at.hessian([i]))[-1].item() for i in range(n)]
    top = torch.linalg.eigvalsh(at.hessian())[-1].item()

    def sam(chosen):
        gradient = at.gradient(at.theta, chosen)
        return at.rise(radius * gradient / gradient.norm(), chosen)

    return sum(tops) / n, sum(tops) / n / top, sum(sam([i]) for i in range(n)) / n / sam(slice(None))


def path_norm(at):
    at.put(at.theta ** 2)
    norm = at.body(torch.ones_like(at.x[:1])).sum().sqrt().item()
    at.put(at.theta)
    return norm


def answers(name, body, x, labels):
    at, n = At(body, x, labels), len(labels)
    bias = torch.cat([torch.full((p.numel(),), float(p.dim() == 1), dtype=torch.float64) for p in body.parameters()])
    norms = [(w.norm().item(), torch.linalg.svdvals(w)[0].item()) for w in (p.detach().flatten(1) for p in body.parameters() if p.dim() > 1)]
    gradients = torch.stack([at.gradient(at.theta, [i]) for i in range(n)])
    at.put(at.theta)
    logits = body(x).detach()
    others = logits.clone()
    others[range(n), labels] = float("-inf")
    margin = torch.quantile(logits[range(n), labels] - others.max(1).values, 0.1).item()
    frobenius, spectral = torch.tensor(norms, dtype=torch.float64).prod(0).tolist()
    top, ratio, sam_ratio = blocks(at, 0.05)
    return {
        "box_sharpness": box(at, 1e-3), "box_sharpness_epsilon_0.0005": box(at, 5e-4), "sam_sharpness": ball(at, 0.05, torch.ones_like(at.theta)),
        "adaptive_sharpness": ball(at, 0.5, at.theta.abs()), "asam_sharpness": ball(at, 0.5, torch.where(bias > 0, torch.ones_like(bias), at.theta.abs() + 0.01)),
        "relative_flatness": last_layer(at), "batch_hessian_top": top, "curvature_flatness_ratio": ratio, "sam_flatness_ratio": sam_ratio,
        "fisher_rao_norm": ((gradients @ at.theta) ** 2).mean().sqrt().item(), "parameter_norm": at.theta.norm().item(),
        "frobenius_norm_product": frobenius, "spectral_norm_product": spectral, "stable_rank_sum": sum((f / s) ** 2 for f, s in norms),
        "path_norm": None if name in OTHER_ACTIVATIONS else path_norm(at), "output_margin": margin, "normalized_margin": margin / spectral,
        "subspaces": dict(zip(("box_sharpness_subspace", "box_sharpness_subspace_epsilon_0.0005"), subspaces(at, (1e-3, 5e-4)))),
        "fisher_top": torch.linalg.eigvalsh(gradients.T @ gradients / n).flip(0)[:10].tolist(), "layers": norms,
    }


def main():
    torch.set_num_threads(1)
    here = pathlib.Path(__file__).parent
    (here / "sharpness").mkdir(exist_ok=True)
    for name in NAMES:
        content = answers(name, *restore(here / "onnx_models", name))
        (here / "sharpness" / f"{name}.json").write_text("{\n" + ",\n".join(f" {json.dumps(k)}: {json.dumps(v, allow_nan=False)}" for k, v in content.items()) + "\n}\n", encoding="ascii")
        print(name, content)


if __name__ == "__main__":
    main()
