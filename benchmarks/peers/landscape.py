"""A row of a loss landscape in PyTorch: loss and accuracy at 25 points of a line through a network's parameters."""
import torch
import torch.nn.functional as F

from networks import NETWORKS

POINTS = 25
EXAMPLES = {"mlp": 1000, "cnn": 32}


def by_parameter(network, x, y):
    """The usual loop: every parameter is set, then a forward pass."""
    parameters = list(network.parameters())
    start = [p.detach().clone() for p in parameters]
    along, beside = ([torch.randn_like(p) * 0.01 for p in parameters] for _ in range(2))

    def row():
        values = []
        with torch.no_grad():
            base = [p + 0.5 * d for p, d in zip(start, beside)]
            for i in range(POINTS):
                for p, b, d in zip(parameters, base, along):
                    torch.add(b, d, alpha=-1 + 2 * i / (POINTS - 1), out=p.data)
                outputs = network(x)
                values.append((F.cross_entropy(outputs, y).item(), (outputs.argmax(1) == y).sum().item()))
        return values
    return row


def by_vector(network, x, y):
    """The same with all parameters as views of one vector, so that a point is one addition."""
    parameters = list(network.parameters())
    flat = torch.cat([p.detach().reshape(-1) for p in parameters])
    along, beside = torch.randn_like(flat) * 0.01, torch.randn_like(flat) * 0.01
    moved, at = torch.empty_like(flat), 0
    for p in parameters:
        p.data = moved[at:at + p.numel()].view(p.shape)
        at += p.numel()

    def row():
        values = []
        with torch.no_grad():
            base = flat + 0.5 * beside
            for i in range(POINTS):
                torch.add(base, along, alpha=-1 + 2 * i / (POINTS - 1), out=moved)
                outputs = network(x)
                values.append((F.cross_entropy(outputs, y).item(), (outputs.argmax(1) == y).sum().item()))
        return values
    return row


def runs(name):
    for last in [False, True] if name == "cnn" else [False]:
        for route, make in {"by-parameter": by_parameter, "by-vector": by_vector}.items():
            torch.manual_seed(1)
            network, shape = NETWORKS[name]()
            x, y = torch.rand(EXAMPLES[name], *shape), torch.randint(10, (EXAMPLES[name],))
            if last:
                x = x.contiguous(memory_format=torch.channels_last)
            yield {"channels_last": last, "route": route}, make(network, x, y)
