"""Losses, derivatives and per-example statistics, each by the plainest route PyTorch offers."""
import torch
import torch.nn.functional as F

SMOOTHING = 0.1


def per_example_losses(kind, f, y):
    """One unscaled loss an example, in nats."""
    if kind == "cross-entropy":
        return F.cross_entropy(f, y, reduction="none")
    if kind == "cross-entropy-smoothed":
        return F.cross_entropy(f, y, reduction="none", label_smoothing=SMOOTHING)
    if kind == "squared-error":
        return 0.5 * ((f - F.one_hot(y, f.shape[1]).to(f)) ** 2).sum(dim=1)
    return F.binary_cross_entropy_with_logits(f[:, 0], y.to(f), reduction="none")


def grad(output, inputs, weights=None, graph=False):
    found = torch.autograd.grad(output, inputs, weights, create_graph=graph, retain_graph=True, allow_unused=True)
    return [torch.zeros_like(i) if g is None else g for g, i in zip(found, inputs)]


def loss_section(kind, f, y, direction):
    """The loss with its first two derivatives in the logits: gradient of the mean, Hessian of the mean times `direction`."""
    f = f.detach().requires_grad_()
    each = per_example_losses(kind, f, y)
    gradient = grad(each.mean(), [f], graph=True)[0]
    product = grad(gradient, [f], direction)[0]
    return {"mean": each.mean(), "per_example": each, "logits_gradient": gradient, "logits_hessian_product": product}


def jacobian_product(f, parameters, direction):
    """J v by two backward passes: the derivative in u of the inner product of J'u with v."""
    u = torch.zeros_like(f, requires_grad=True)
    pulled = grad(f, parameters, u, graph=True)
    return grad(pulled, [u], direction)[0]


def hessian_product(loss, parameters, direction):
    gradient = grad(loss, parameters, graph=True)
    return grad(sum((g * v).sum() for g, v in zip(gradient, direction)), parameters)


def gauss_newton_product(kind, f, y, parameters, direction):
    """J' H J v, with H the Hessian of the mean loss in the logits."""
    pushed = jacobian_product(f, parameters, direction)
    curved = loss_section(kind, f, y, pushed)["logits_hessian_product"]
    return grad(f, parameters, curved)


def per_example_gradients(loss_of, x, y, parameters):
    """One row an example, one tensor a block, by batches of one example."""
    rows = [grad(loss_of(x[i:i + 1], y[i:i + 1])[0], parameters) for i in range(len(y))]
    return [torch.stack([row[k] for row in rows]) for k in range(len(parameters))]


def m_coherence(rows):
    return (rows.sum(0) ** 2).sum() / (rows ** 2).sum()


def jackknife(statistic, rows):
    """Delete-one values and standard error, by leaving each example out and starting again."""
    n = len(rows)
    left = torch.stack([statistic(torch.cat([rows[:i], rows[i + 1:]])) for i in range(n)])
    return left, ((n - 1) / n * ((left - left.mean()) ** 2).sum()).sqrt()


def coherence_section(rows):
    """m-coherence |sum g|^2 / sum |g|^2, and coherence = m-coherence / n, each with its jackknife."""
    result = {}
    for name, statistic in [("m_coherence", m_coherence), ("coherence", lambda r: m_coherence(r) / len(r))]:
        left, error = jackknife(statistic, rows)
        result |= {name: statistic(rows), name + "_leave_one_out": left, name + "_error": error}
    return result


def regret_section(rows, batch_size):
    """Means over ordered pairs of distinct minibatches, which are consecutive blocks; an incomplete last one is left out."""
    whole = len(rows) // batch_size
    batches = rows[:whole * batch_size].reshape(whole, batch_size, -1).mean(1)
    pairs = [(a, b) for a in range(whole) for b in range(whole) if a != b]
    cosine = {(a, b): F.cosine_similarity(batches[a], batches[b], dim=0, eps=0.0) for a, b in pairs}
    regret = [batches[b].norm() * (1 - cosine[a, b]) for a, b in pairs]
    return {"batch_size": batch_size, "batch_cosine": torch.stack(list(cosine.values())).mean(),
            "gradient_regret": torch.stack(regret).mean()}


def spread_section(rows):
    n, mean = len(rows), rows.mean(0)
    trace = ((rows - mean) ** 2).sum() / (n - 1)
    signal = (mean ** 2).sum() - trace / n
    return {"gradient_norm": mean.norm(), "fisher_trace": (rows ** 2).sum() / n, "gradient_variance_trace": trace,
            "noise_scale": trace / signal if signal > 0 else None}


def tangent_kernel(f, parameters):
    """The n x n matrix of inner products of the logits' parameter gradients, summed over classes."""
    kernel = torch.zeros(len(f), len(f), dtype=f.dtype)
    for c in range(f.shape[1]):
        rows = torch.stack([flat(grad(f[i, c], parameters)) for i in range(len(f))])
        kernel += rows @ rows.T
    return kernel


def spectrum(product, size, shapes):
    """All eigenvalues, ascending, of a symmetric operator on the parameters, from its dense matrix."""
    columns = torch.stack([flat(product(unflat(e, shapes))) for e in torch.eye(size, dtype=torch.float64)])
    return torch.linalg.eigvalsh((columns + columns.T) / 2)


def log_evidence(summed_loss, squared_parameters, curvature, precision):
    """Laplace's approximation with a Gaussian prior on every parameter; `curvature` holds the summed loss's eigenvalues."""
    return -(summed_loss + precision * squared_parameters / 2 + torch.log((curvature + precision) / precision).sum() / 2)


def flat(tensors):
    return torch.cat([t.reshape(-1) for t in tensors])


def unflat(vector, shapes):
    sizes = [int(torch.tensor(s).prod()) for s in shapes]
    return [piece.reshape(s) for piece, s in zip(vector.split(sizes), shapes)]
