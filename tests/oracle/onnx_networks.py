"""The networks of onnx_generate.py: together they use every operator that the importer reads, in the forms in which PyTorch writes it."""
import torch
from torch import nn


class Affine(nn.Module):
    """A matrix product and a sum written out, as MatMul and Add."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(inputs, outputs) / inputs ** 0.5)
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, x):
        return self.bias + torch.matmul(x, self.weight)


class PreActivation(nn.Module):
    """A residual block whose batch norms cannot be folded into a convolution, and a plain one."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(2, 4, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(4)
        self.shortcut = nn.Conv2d(4, 6, 1, stride=2, bias=False)
        self.conv1 = nn.Conv2d(4, 6, 3, stride=2, padding=1)
        self.norm2 = nn.BatchNorm2d(6, eps=1e-3)
        self.conv2 = nn.Conv2d(6, 6, 3, padding=1)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.norm3 = nn.BatchNorm1d(6)
        self.fc = nn.Linear(6, 3)

    def forward(self, x):
        x = torch.relu(self.norm1(self.stem(x).tanh()))
        skip = self.shortcut(x)
        x = self.conv2(torch.relu(self.norm2(torch.sigmoid(self.conv1(x))))) + skip
        x = x + torch.relu(x)
        return self.fc(self.norm3(torch.flatten(self.pool(x), 1)))


class Branches(nn.Module):
    def __init__(self):
        super().__init__()
        self.point = nn.Conv2d(2, 3, 1)
        self.square = nn.Conv2d(2, 4, 3, padding=1)
        self.inside = nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False)
        self.padded = nn.AvgPool2d(3, stride=1, padding=1)
        self.plain = nn.AvgPool2d(2)
        self.fc = nn.Linear(11, 3)

    def forward(self, x):
        x = torch.cat([self.point(x), self.square(x).relu(), self.inside(x), self.padded(x)], 1)
        return self.fc(self.plain(x).mean((2, 3)))


class Views(nn.Module):
    """Flattening in the ways in which people write it."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3)
        self.fc1 = nn.Linear(4, 6)
        self.fc2 = nn.Linear(6, 3)

    def forward(self, x):
        x = torch.relu(self.conv1(x))
        x = torch.flatten(x, 2).mean(2, keepdim=True).unsqueeze(3)
        x = x.permute(0, 2, 3, 1).contiguous().view(x.size(0), -1)
        x = torch.relu(self.fc1(x)).reshape(x.shape[0], 6, 1, 1)
        return self.fc2(x.squeeze(3).squeeze(2))


class FlatView(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 3, 2)
        self.fc = nn.Linear(27, 3)

    def forward(self, x):
        x = torch.tanh(self.conv1(x))
        return self.fc(x.view(x.size(0), -1))


class Taken(nn.Module):
    """Thresholds that are taken away: the importer has them with the other sign, as a bias."""

    def __init__(self, outputs):
        super().__init__()
        self.bias = nn.Parameter(torch.linspace(-1.5, 1.5, outputs))

    def forward(self, x):
        return x - self.bias


class Hinges(nn.Module):
    """One projection against many thresholds, as in Theorem 1 of Zhang et al. 2017, and thresholds of many values."""

    def __init__(self):
        super().__init__()
        self.projection = nn.Linear(6, 1, bias=False)
        self.thresholds = Taken(9)
        self.middle = nn.Linear(9, 4, bias=False)
        self.more = Taken(4)
        self.out = nn.Linear(4, 3, bias=False)

    def forward(self, x):
        x = torch.relu(self.thresholds(self.projection(x)))
        return self.out(torch.tanh(self.more(self.middle(x))))


def activations():
    return nn.Sequential(nn.Linear(6, 8), nn.GELU(), nn.Linear(8, 8), nn.SiLU(), nn.Linear(8, 8), nn.ReLU6(), nn.Dropout(0.4),
                         nn.Linear(8, 8), nn.LeakyReLU(0.2), nn.Linear(8, 3))


def convolutions():
    return nn.Sequential(nn.Conv2d(2, 4, 3, padding=2, dilation=2), nn.ReLU(), nn.MaxPool2d(3, 2, 1),
                         nn.Conv2d(4, 6, (2, 3), groups=2, stride=1, padding=1), nn.LeakyReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(24, 3))


def layer_norms(last):
    """The exporter of PyTorch 1.13 cannot write a layer norm without gain and bias as one operator."""
    return nn.Sequential(nn.Conv2d(1, 2, 3), nn.LayerNorm([2, 3, 3], eps=1e-4), nn.GELU(), nn.Flatten(), nn.Linear(18, 7), nn.LayerNorm(7), nn.Tanh(),
                         nn.LayerNorm(7, elementwise_affine=last), nn.Linear(7, 3))


def folded():
    return nn.Sequential(nn.Conv2d(1, 3, 3, bias=False), nn.BatchNorm2d(3), nn.ReLU(), nn.Flatten(), nn.Linear(27, 3))


# name: network, what is put on its end, shape of an example, opset, whether the batch has a name
MODELS = {
    "mlp": (lambda: nn.Sequential(nn.Linear(6, 8), nn.Tanh(), nn.Linear(8, 5), nn.Sigmoid(), nn.Linear(5, 3)), nn.Softmax(1), (6,), 9, True),
    "products": (lambda: nn.Sequential(nn.Linear(6, 7, bias=False), nn.ReLU(), Affine(7, 3)), nn.LogSoftmax(1), (6,), 13, True),
    "convolutions": (convolutions, None, (2, 7, 7), 11, True),
    "pre-activation": (PreActivation, None, (2, 6, 6), 14, True),
    "folded": (folded, None, (1, 5, 5), 13, True),
    "branches-9": (Branches, None, (2, 6, 6), 9, True),
    "branches-13": (Branches, None, (2, 6, 6), 13, True),
    "activations-10": (activations, None, (6,), 10, True),
    "activations-17": (activations, None, (6,), 17, False),
    "layer-norms-12": (lambda: layer_norms(False), None, (1, 5, 5), 12, True),
    "layer-norms-17": (lambda: layer_norms(True), None, (1, 5, 5), 17, True),
    "views-12": (Views, None, (1, 4, 4), 12, True),
    "views-16": (Views, None, (1, 4, 4), 16, True),
    "views-fixed": (Views, None, (1, 4, 4), 13, False),
    "hinges": (Hinges, None, (6,), 13, True),
    "flat-view": (FlatView, None, (1, 4, 4), 9, True),
}
