"""The networks of the benchmarks, in PyTorch."""
import torch
from torch import nn


def mlp():
    return nn.Sequential(nn.Linear(3072, 512), nn.ReLU(), nn.Linear(512, 10)), (3072,)


def cnn():
    def conv(size_in, size_out):
        return [nn.Conv2d(size_in, size_out, 3, padding=1), nn.ReLU()]
    return nn.Sequential(*conv(3, 64), *conv(64, 64), nn.MaxPool2d(2), *conv(64, 128), *conv(128, 128), nn.MaxPool2d(2),
                         nn.Flatten(), nn.Linear(8192, 256), nn.ReLU(), nn.Linear(256, 10)), (3, 32, 32)


def dense(*widths):
    """Dense layers with ReLU between them, on the 28×28 colour images of Zhang et al."""
    layers = [nn.Flatten(), nn.Linear(3 * 28 * 28, widths[0])]
    for size_in, size_out in zip(widths, widths[1:]):
        layers += [nn.ReLU(), nn.Linear(size_in, size_out)]
    return nn.Sequential(*layers), (3, 28, 28)


def alexnet():
    """Small AlexNet of Zhang et al.: 1,387,786 parameters."""
    def stage(size_in):
        return [nn.Conv2d(size_in, 64, 5, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2, 1), nn.LocalResponseNorm(4, 0.001 / 9 * 4, 0.75, 1.0)]
    return nn.Sequential(*stage(3), *stage(64), nn.Flatten(), nn.Linear(64 * 7 * 7, 384), nn.ReLU(), nn.Linear(384, 192), nn.ReLU(),
                         nn.Linear(192, 10)), (3, 28, 28)


def module(size_in, size_out, kernel, stride=1):
    """Convolution, batch norm, ReLU."""
    return nn.Sequential(nn.Conv2d(size_in, size_out, kernel, stride, kernel // 2), nn.BatchNorm2d(size_out), nn.ReLU())


class Concat(nn.Module):
    """Runs the branches on one input and joins their channels."""

    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], dim=1)


def inception():
    """Small Inception of Zhang et al. with batch norm: 1,649,402 parameters without the batch norms'."""
    layers, size = [module(3, 96, 3)], 96
    for widths in [(32, 32), (32, 48), 80, (112, 48), (96, 64), (80, 80), (48, 96), 96, (176, 160), (176, 160)]:
        if isinstance(widths, tuple):
            layers.append(Concat(module(size, widths[0], 1), module(size, widths[1], 3)))
            size = sum(widths)
        else:
            layers.append(Concat(module(size, widths, 3, 2), nn.MaxPool2d(3, 2, 1)))
            size += widths
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(size, 10)), (3, 28, 28)


NETWORKS = {"mlp": mlp, "cnn": cnn, "inception": inception, "alexnet": alexnet, "mlp-512": lambda: dense(512, 10),
            "mlp-512x3": lambda: dense(512, 512, 512, 10)}


def counted(network):
    """Parameters, without those of the batch norms."""
    return sum(p.numel() for m in network.modules() if not isinstance(m, nn.BatchNorm2d) for p in m.parameters(recurse=False))
