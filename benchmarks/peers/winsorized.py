"""A winsorized step on the MLP 3 x 256 of Chatterjee 2020: exact 2nd and 98th percentiles of every coordinate's gradients.

The per-example gradients are one outer product a layer, which is faster than vmap; numpy.percentile's "nearest" rule on 100
examples takes the 3rd smallest and the 3rd largest, whatever the routine that orders them.
"""
import torch
import torch.nn.functional as F
from torch import nn

BATCH, LOW, HIGH, RATE = 100, 2, 97, 0.1


def by_sort(rows):
    ordered = rows.sort(dim=0).values
    return ordered[LOW], ordered[HIGH]


def by_kthvalue(rows):
    return rows.kthvalue(LOW + 1, dim=0).values, rows.kthvalue(HIGH + 1, dim=0).values


def by_topk(rows):
    count = LOW + 1
    return rows.topk(count, dim=0, largest=False).values[-1], rows.topk(count, dim=0).values[-1]


def by_topk_transposed(rows):
    across = rows.T.contiguous()
    count = LOW + 1
    return across.topk(count, dim=1, largest=False).values[:, -1], across.topk(count, dim=1).values[:, -1]


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


def step_of(bounds):
    layers = network()
    x, y = torch.rand(BATCH, 784), torch.randint(10, (BATCH,))

    def step():
        inputs, deltas = inputs_and_deltas(layers, x, y)
        with torch.no_grad():
            for layer, v, d in zip(layers, inputs, deltas):
                for parameter, rows in ((layer.weight, torch.einsum("np,nq->npq", d, v)), (layer.bias, d)):
                    rows = rows.reshape(BATCH, -1)
                    low, high = bounds(rows)
                    parameter -= RATE * rows.clamp(low, high).sum(0).view_as(parameter)
    return step


def runs():
    for bounds in (by_sort, by_kthvalue, by_topk, by_topk_transposed):
        torch.manual_seed(1)
        yield {"route": bounds.__name__}, step_of(bounds)
