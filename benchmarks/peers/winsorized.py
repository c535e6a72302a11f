"""A winsorized step on the MLP 3 x 256 of Chatterjee 2020: exact c-th and (100 - c)-th percentiles of every coordinate's gradients.

The per-example gradients are one outer product a layer, which is faster than vmap; numpy.percentile's "nearest" rule on 100
examples takes, for c = 2, the 3rd smallest and the 3rd largest, whatever the routine that orders them.
"""
import torch
import torch.nn.functional as F
from torch import nn

BATCH, RATE = 100, 0.1


def by_sort(rows, low, high):
    ordered = rows.sort(dim=0).values
    return ordered[low], ordered[high]


def by_kthvalue(rows, low, high):
    return rows.kthvalue(low + 1, dim=0).values, rows.kthvalue(high + 1, dim=0).values


def by_topk(rows, low, high):
    return rows.topk(low + 1, dim=0, largest=False).values[-1], rows.topk(BATCH - high, dim=0).values[-1]


def by_topk_transposed(rows, low, high):
    across = rows.T.contiguous()
    return across.topk(low + 1, dim=1, largest=False).values[:, -1], across.topk(BATCH - high, dim=1).values[:, -1]


def network():
    sizes = [784, 256, 256, 256, 10]
    return [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]


def inputs_and_deltas(layers, x, y):
    inputs, outputs = [], []
    for layer in layers:
        inputs.append(x)
        outputs.append(F.linear(x, layer.weight, layer.bias))
        x = F.relu(outputs[-1])
    return inputs, torch.autograd.grad(F.cross_entropy(outputs[-1], y), outputs)


def step_of(bounds, low_rank, high_rank):
    layers = network()
    x, y = torch.rand(BATCH, 784), torch.randint(10, (BATCH,))

    def step():
        inputs, deltas = inputs_and_deltas(layers, x, y)
        with torch.no_grad():
            for layer, v, d in zip(layers, inputs, deltas):
                for parameter, rows in ((layer.weight, torch.einsum("np,nq->npq", d, v)), (layer.bias, d)):
                    rows = rows.reshape(BATCH, -1)
                    low, high = bounds(rows, low_rank, high_rank)
                    parameter -= RATE * rows.clamp(low, high).sum(0).view_as(parameter)
    return step


def runs(percentile):
    low, high = round((BATCH - 1) * percentile / 100), round((BATCH - 1) * (100 - percentile) / 100)
    for bounds in (by_sort, by_kthvalue, by_topk, by_topk_transposed):
        torch.manual_seed(1)
        yield {"route": bounds.__name__}, step_of(bounds, low, high)
