"""Per-example squared gradient norms beside the gradient, written by hand on PyTorch's hooks.

A hook keeps each layer's input; another receives the gradient of its output. For a dense layer the squared norm of example n's
weight gradient is |input|^2 |delta|^2. For a convolution it is the squared norm of the matrix delta_n patches_n', materialized a
few examples at a time, so that memory stays bounded. With `share` the convolution's weight gradient is the sum of those matrices
and autograd does not compute it again.
"""
import torch
import torch.nn.functional as F
from torch import nn

CHUNK = 16


class ConvRows(torch.autograd.Function):
    """Convolution whose backward pass makes one weight gradient an example, and sums them."""

    @staticmethod
    def forward(ctx, x, weight, bias, padding, norms, share):
        ctx.save_for_backward(x, weight)
        ctx.padding, ctx.norms, ctx.share = padding, norms, share
        return F.conv2d(x, weight, bias, padding=padding)

    @staticmethod
    def backward(ctx, delta):
        x, weight = ctx.saved_tensors
        mask = [ctx.needs_input_grad[0], not ctx.share, True]
        dx, dw, db = torch.ops.aten.convolution_backward(delta, x, weight, [weight.shape[0]], [1, 1], ctx.padding, [1, 1],
                                                         False, [0, 0], 1, mask)
        total, squares = torch.zeros(weight.shape[0], weight[0].numel()), []
        for start in range(0, len(x), CHUNK):
            patches = F.unfold(x[start:start + CHUNK], weight.shape[2:], padding=ctx.padding)
            d = delta[start:start + CHUNK].flatten(2)
            rows = torch.bmm(d, patches.transpose(1, 2))
            squares.append(rows.flatten(1).square().sum(1) + d.sum(2).square().sum(1))
            if ctx.share:
                total += rows.sum(0)
        ctx.norms.append(torch.cat(squares))
        return dx, total.view_as(weight) if ctx.share else dw, db, None, None, None


class DenseRows(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, weight, bias, norms):
        ctx.save_for_backward(x, weight)
        ctx.norms = norms
        return F.linear(x, weight, bias)

    @staticmethod
    def backward(ctx, delta):
        x, weight = ctx.saved_tensors
        ctx.norms.append(delta.square().sum(1) * (x.square().sum(1) + 1))
        return delta @ weight if ctx.needs_input_grad[0] else None, delta.T @ x, delta.sum(0), None


def logits_and_norms(network, x, norms, share):
    for layer in network:
        if isinstance(layer, nn.Conv2d):
            x = ConvRows.apply(x, layer.weight, layer.bias, layer.padding, norms, share)
        elif isinstance(layer, nn.Linear):
            x = DenseRows.apply(x, layer.weight, layer.bias, norms)
        else:
            x = layer(x)
    return x


def gradient_and_norms(network, x, y, share):
    """Fills .grad with the mean loss's gradient; returns the squared norms of the examples' gradients, and m-coherence."""
    norms = []
    F.cross_entropy(logits_and_norms(network, x, norms, share), y).backward()
    squared = torch.stack(norms).sum(0) * len(x) ** 2
    total = sum(p.grad.square().sum() for p in network.parameters())
    return squared, len(x) ** 2 * total / squared.sum()
