"""The models, each a list of nodes. "x" is the network's input; the last node gives the logits."""


class Builder:
    """Appends nodes; each method returns the name of the node it added, to be used as an input of the next."""

    def __init__(self):
        self.nodes = []

    def node(self, name, kind, inputs, **options):
        inputs = [inputs] if isinstance(inputs, str) else inputs
        self.nodes.append({"name": name, "kind": kind, "inputs": inputs, **options})
        return name

    def dense(self, name, x, size_in, size_out):
        return self.node(name, "dense", x, **{"in": size_in, "out": size_out, "bias": True})

    def conv(self, name, x, size_in, size_out, kernel, stride=1, padding=0, dilation=1, groups=1, bias=True):
        return self.node(name, "conv", x, **{"in": size_in, "out": size_out, "kernel": pair(kernel), "stride": pair(stride),
                         "padding": pair(padding), "dilation": pair(dilation), "groups": groups, "bias": bias})

    def batch_norm(self, name, x, channels, mode):
        return self.node(name, "batch-norm", x, channels=channels, epsilon=1e-5, momentum=0.1, mode=mode)

    def pool(self, name, kind, x, kernel, stride, padding=0, **options):
        return self.node(name, kind, x, kernel=pair(kernel), stride=pair(stride), padding=pair(padding), **options)

    def module(self, name, x, size_in, size_out, kernel, stride, mode, bias):
        """Convolution with 'same' padding, batch norm, ReLU."""
        x = self.conv(name + "-conv", x, size_in, size_out, kernel, stride, kernel // 2, bias=bias)
        x = self.batch_norm(name + "-bn", x, size_out, mode)
        return self.node(name + "-relu", "relu", x)


def pair(value):
    return list(value) if isinstance(value, (list, tuple)) else [value, value]


def mlp():
    b = Builder()
    x = b.node("tanh1", "tanh", b.dense("fc1", "x", 12, 9))
    x = b.node("relu2", "relu", b.dense("fc2", x, 9, 7))
    b.dense("fc3", x, 7, 4)
    return b.nodes


def cnn():
    b = Builder()
    x = b.node("relu1", "relu", b.conv("conv1", "x", 2, 4, 3, padding=1))
    x = b.pool("max1", "max-pool", x, 2, 2)
    x = b.conv("conv2", x, 4, 6, [3, 2], stride=2, padding=2, dilation=2, groups=2)
    x = b.pool("average2", "average-pool", x, 2, 2, 1, count_include_pad=True)
    x = b.node("flat", "flatten", x)
    b.dense("fc", x, 36, 4)
    return b.nodes


def residual(mode):
    b = Builder()
    stem = b.module("stem", "x", 2, 3, 3, 1, mode, False)
    x = b.module("block1-first", stem, 3, 3, 3, 1, mode, False)
    x = b.batch_norm("block1-bn2", b.conv("block1-conv2", x, 3, 3, 3, padding=1, bias=False), 3, mode)
    one = b.node("block1-relu", "relu", b.node("block1-add", "add", [x, stem]))
    x = b.module("block2-first", one, 3, 4, 3, 2, mode, False)
    x = b.batch_norm("block2-bn2", b.conv("block2-conv2", x, 4, 4, 3, padding=1, bias=False), 4, mode)
    s = b.batch_norm("shortcut-bn", b.conv("shortcut-conv", one, 3, 4, 1, stride=2, bias=False), 4, mode)
    x = b.node("block2-relu", "relu", b.node("block2-add", "add", [x, s]))
    b.dense("fc", b.node("pool", "global-average-pool", x), 4, 4)
    return b.nodes


def inception():
    b = Builder()
    x = b.module("stem", "x", 2, 3, 3, 1, "frozen", True)
    branches = [b.module("one", x, 3, 2, 1, 1, "frozen", True), b.module("three", x, 3, 3, 3, 1, "frozen", True)]
    x = b.node("mixed", "concat", branches)
    branches = [b.module("down", x, 5, 3, 3, 2, "frozen", True), b.pool("down-max", "max-pool", x, 3, 2, 1)]
    x = b.node("reduced", "concat", branches)
    b.dense("fc", b.node("pool", "global-average-pool", x), 8, 4)
    return b.nodes


def zoo():
    b = Builder()
    x = b.node("group", "group-norm", b.conv("conv1", "x", 2, 4, 3, padding=1), groups=2, channels=4, epsilon=1e-5)
    x = b.node("gelu", "gelu", x)
    x = b.node("silu", "silu", b.conv("conv2", x, 4, 4, 3))
    x = b.node("response-odd", "local-response-norm", x, size=3, alpha=0.6, beta=0.75, k=1.0)
    x = b.node("response-even", "local-response-norm", x, size=4, alpha=0.4, beta=0.5, k=2.0)
    x = b.node("leaky", "leaky-relu", b.conv("conv3", x, 4, 3, 1), slope=0.1)
    x = b.pool("average", "average-pool", x, 3, 2, 1, count_include_pad=False)
    x = b.node("layer-image", "layer-norm", x, shape=[3, 2, 2], epsilon=1e-5)
    x = b.dense("fc1", b.node("flat", "flatten", x), 12, 8)
    x = b.node("sigmoid", "sigmoid", b.node("layer", "layer-norm", x, shape=[8], epsilon=1e-5))
    x = b.node("square", "square", b.dense("fc2", x, 8, 6))
    b.dense("fc3", x, 6, 4)
    return b.nodes


def logistic():
    b = Builder()
    b.dense("fc2", b.node("tanh1", "tanh", b.dense("fc1", "x", 6, 5)), 5, 1)
    return b.nodes


# name: nodes, shape of one example, number of examples, seed
MODELS = {
    "mlp": (mlp(), [12], 8, 101),
    "cnn": (cnn(), [2, 12, 10], 6, 102),
    "residual-frozen": (residual("frozen"), [2, 7, 6], 6, 211),
    "residual-training": (residual("training"), [2, 7, 6], 6, 211),
    "inception": (inception(), [2, 8, 7], 6, 220),
    "zoo": (zoo(), [2, 6, 6], 6, 105),
    "logistic": (logistic(), [6], 8, 106),
}
