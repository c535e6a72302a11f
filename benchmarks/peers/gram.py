"""The Gram matrix <g_i, g_j> of the gradients of 1,000 examples: forward, per-example gradients, products, in single precision.

By functorch, as its tutorials do: gradients by vmap, then one matrix product a pair of blocks. All gradients of the MLP would take
6.3 GB, so two blocks of 250 examples are held (3.2 GB) and those of the columns are formed again for each block of rows. By hand: a dense layer's products are those of its inputs times those of its cotangents, and no gradient is formed.
"""
import torch
import torch.nn.functional as F

from networks import NETWORKS

EXAMPLES, BLOCK = 1000, 250


def by_functorch(network, x, y, block):
    import functorch
    function, parameters = functorch.make_functional(network)

    def loss(p, image, label):
        return F.cross_entropy(function(p, image[None]), label[None])
    gradients = functorch.vmap(functorch.grad(loss), in_dims=(None, 0, 0))

    def rows(start):
        return torch.cat([g.flatten(1) for g in gradients(parameters, x[start:start + block], y[start:start + block])], dim=1)

    def run():
        gram = torch.empty(EXAMPLES, EXAMPLES)
        with torch.no_grad():
            for i in range(0, EXAMPLES, block):
                left = rows(i)
                for j in range(i, EXAMPLES, block):
                    products = left @ (left if i == j else rows(j)).T
                    gram[i:i + block, j:j + block], gram[j:j + block, i:i + block] = products, products.T
        return gram
    return run


def by_hand(network, x, y):
    layers = [layer for layer in network if isinstance(layer, torch.nn.Linear)]

    def run():
        inputs, outputs, a = [], [], x
        for layer in layers:
            inputs.append(a)
            outputs.append(F.linear(a, layer.weight, layer.bias))
            a = F.relu(outputs[-1])
        deltas = torch.autograd.grad(F.cross_entropy(outputs[-1], y, reduction="sum"), outputs)
        with torch.no_grad():
            return sum((v @ v.T + 1) * (d @ d.T) for v, d in zip(inputs, deltas))
    return run


def runs(hand):
    torch.manual_seed(1)
    network, shape = NETWORKS["mlp"]()
    x, y = torch.rand(EXAMPLES, *shape), torch.randint(10, (EXAMPLES,))
    if hand:
        yield {"route": "by_hand"}, by_hand(network, x, y)
        return
    yield {"route": "functorch", "block": BLOCK}, by_functorch(network, x, y, BLOCK)
