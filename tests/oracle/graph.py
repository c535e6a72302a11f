"""A network as a flat list of nodes, evaluated with torch.nn.functional.

The list is what the JSON files carry, so the forward pass below is the meaning of every node kind and option.
"""
import torch
import torch.nn.functional as F


def dense(_node, p, x, _kinks):
    return F.linear(x, p.get("weight"), p.get("bias"))


def conv(n, p, x, _kinks):
    return F.conv2d(x, p["weight"], p.get("bias"), n["stride"], n["padding"], n["dilation"], n["groups"])


def batch_norm(n, p, x, _kinks):
    return F.batch_norm(x, p["running_mean"], p["running_var"], p["weight"], p["bias"],
                        n["mode"] == "training", n["momentum"], n["epsilon"])


KINDS = {
    "dense": dense,
    "conv": conv,
    "batch-norm": batch_norm,
    "relu": lambda n, p, x, k: F.relu(k.away_from_zero(x)),
    "leaky-relu": lambda n, p, x, k: F.leaky_relu(k.away_from_zero(x), n["slope"]),
    "max-pool": lambda n, p, x, k: F.max_pool2d(k.away_from_ties(x, n), n["kernel"], n["stride"], n["padding"]),
    "tanh": lambda n, p, x, k: torch.tanh(x),
    "sigmoid": lambda n, p, x, k: torch.sigmoid(x),
    "gelu": lambda n, p, x, k: F.gelu(x),
    "silu": lambda n, p, x, k: F.silu(x),
    "square": lambda n, p, x, k: x * x,
    "average-pool": lambda n, p, x, k: F.avg_pool2d(x, n["kernel"], n["stride"], n["padding"],
                                                    count_include_pad=n["count_include_pad"]),
    "global-average-pool": lambda n, p, x, k: x.mean(dim=(2, 3)),
    "flatten": lambda n, p, x, k: x.flatten(1),
    "layer-norm": lambda n, p, x, k: F.layer_norm(x, n["shape"], p["weight"], p["bias"], n["epsilon"]),
    "group-norm": lambda n, p, x, k: F.group_norm(x, n["groups"], p["weight"], p["bias"], n["epsilon"]),
    "local-response-norm": lambda n, p, x, k: F.local_response_norm(x, n["size"], n["alpha"], n["beta"], n["k"]),
    "add": lambda n, p, x, k: x[0] + x[1],
    "concat": lambda n, p, x, k: torch.cat(x, dim=1),
}


class Kinks:
    """Collects how far each pre-activation is from a kink and each maximum from a tie."""

    def __init__(self):
        self.distances = []

    def away_from_zero(self, x):
        self.distances.append(x.abs().flatten())
        return x

    def away_from_ties(self, x, node):
        (kh, kw), (ph, pw) = node["kernel"], node["padding"]
        padded = F.pad(x, (pw, pw, ph, ph), value=float("-inf"))
        n, c, h, w = padded.shape
        windows = F.unfold(padded.reshape(n * c, 1, h, w), (kh, kw), stride=node["stride"])
        top = windows.topk(2, dim=1).values
        gaps = (top[:, 0] - top[:, 1]).flatten()
        # A window of zeros from a dead ReLU is tied, but all its entries have derivative zero: nothing depends on the choice.
        self.distances.append(gaps[top[:, 0].flatten() != 0])
        return x

    def margin(self):
        return min((d.min().item() for d in self.distances if d.numel()), default=None)

    def shortfall(self, target):
        """Zero when every distance is at least `target`; its descent pushes the near ones away."""
        return sum((F.relu(target - d) ** 2).sum() for d in self.distances)


def forward(nodes, parameters, buffers, x, kinks=None):
    """The output of the last node. Batch norm in training mode updates `buffers` in place, as PyTorch does."""
    kinks = kinks or Kinks()
    values = {"x": x}
    named = {**parameters, **buffers}
    for node in nodes:
        prefix = node["name"] + "."
        own = {k[len(prefix):]: v for k, v in named.items() if k.startswith(prefix)}
        inputs = [values[name] for name in node["inputs"]]
        values[node["name"]] = KINDS[node["kind"]](node, own, inputs[0] if len(inputs) == 1 else inputs, kinks)
    return values[nodes[-1]["name"]]


def shapes(node):
    """Parameter shapes of a node, then buffer shapes, in PyTorch's layout."""
    kind = node["kind"]
    if kind == "dense":
        weight, outputs = [node["out"], node["in"]], [node["out"]]
    elif kind == "conv":
        weight, outputs = [node["out"], node["in"] // node["groups"], *node["kernel"]], [node["out"]]
    elif kind in ("batch-norm", "group-norm"):
        weight = outputs = [node["channels"]]
    elif kind == "layer-norm":
        weight = outputs = node["shape"]
    else:
        return {}, {}
    parameters = {"weight": weight}
    if node.get("bias", True):
        parameters["bias"] = outputs
    return parameters, {"running_mean": outputs, "running_var": outputs} if kind == "batch-norm" else {}
