#!/usr/bin/python3
"""Writes onnx_models/NAME.onnx, as PyTorch's exporter makes it, and NAME.json, what PyTorch says about the same model in double precision."""
import copy
import json
import pathlib
import warnings

import torch

from onnx_networks import MODELS, Affine, Taken

BATCH = 5
GRID = 256.0           # parameters are multiples of 1/256 and inputs of 1/64: exact in single precision, short in print
# The exporter multiplies a batch norm into the convolution before it, so these have no counterpart in the file.
FOLDED = {"folded": ("0.weight", "1.affine.gain", "1.affine.bias")}
FLOAT_TOLERANCE = 2e-5  # single and double precision agree to this, so no value lies near a kink


def on_grid(tensor, grid=GRID):
    return torch.round(tensor * grid) / grid


def settle(module):
    """Every parameter and statistic on the grid, and none at the value at which a forgotten one would not be noticed."""
    with torch.no_grad():
        for name, value in module.named_parameters():
            value.copy_(on_grid(value + 0.15 * torch.randn(value.shape)))
        for name, value in module.named_buffers():
            if name.endswith("running_mean"):
                value.copy_(on_grid(0.3 * torch.randn(value.shape)))
            if name.endswith("running_var"):
                value.copy_(on_grid(0.5 + torch.rand(value.shape)))


def answers(body, x, labels):
    """Logits, the losses of each example, and the gradient of their mean."""
    logits = body(x)
    losses = torch.nn.functional.cross_entropy(logits, labels, reduction="none")
    gradient = torch.autograd.grad(losses.mean(), list(body.parameters()))
    return logits.detach(), losses.detach(), dict(zip((n for n, _ in body.named_parameters()), gradient))


def verify(name, single, double):
    for one, two in zip((*single[:2], *single[2].values()), (*double[:2], *double[2].values())):
        error = (one.double() - two).norm() / (two.norm() + 1e-2)
        assert error < FLOAT_TOLERANCE, (name, error.item())


def blocks(body, values, nested):
    """Parameters, or their gradients, by the names and in the layout that the importer gives them."""
    result = {}
    for name, value in values.items():
        path, kind = name.rsplit(".", 1)
        module = body.get_submodule(path)
        outer = f"0.{path}" if nested else path
        if isinstance(module, torch.nn.modules.batchnorm._BatchNorm) or isinstance(module, torch.nn.LayerNorm):
            kind = "affine.gain" if kind == "weight" else "affine.bias"
        if isinstance(module, torch.nn.Linear) and module.bias is None:
            outer = f"/0/{outer}/MatMul" if nested else f"/{path}/MatMul"    # the exporter turns the weight and forgets its name
        if isinstance(module, Taken):
            value = -value
        result[f"{outer}.{kind}"] = plain(value.T if isinstance(module, Affine) and kind == "weight" else value)
    return result


def plain(tensor):
    return {"shape": list(tensor.shape), "values": tensor.reshape(-1).tolist()}


def export(folder, name, model, x, opset, dynamic):
    axes = {"x": {0: "batch"}, "y": {0: "batch"}} if dynamic else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(model, x if dynamic else x[:1], str(folder / f"{name}.onnx"), opset_version=opset,
                          input_names=["x"], output_names=["y"], dynamic_axes=axes)


def main():
    torch.set_num_threads(1)
    folder = pathlib.Path(__file__).parent / "onnx_models"
    for name, (make, ending, shape, opset, dynamic) in MODELS.items():
        torch.manual_seed(sum(name.encode()))
        body = make().eval()
        settle(body)
        x = on_grid(torch.randn(BATCH, *shape), 64.0)
        labels = torch.arange(BATCH) % 3
        double = answers(copy.deepcopy(body).double(), x.double(), labels)
        verify(name, answers(body, x, labels), double)
        export(folder, name, body if ending is None else torch.nn.Sequential(body, ending), x, opset, dynamic)
        content = {"torch": torch.__version__, "opset": opset, "x": plain(x), "labels": labels.tolist(), "logits": plain(double[0]),
                   "losses": double[1].tolist(), "state": {k: plain(v) for k, v in body.named_buffers() if "running" in k},
                   "parameters": blocks(body, dict(body.named_parameters()), ending is not None),
                   "gradient": blocks(body, double[2], ending is not None)}
        for folded in FOLDED.get(name, ()):
            del content["parameters"][folded], content["gradient"][folded]
        lines = ",\n".join(f" {json.dumps(k)}: {json.dumps(v, allow_nan=False)}" for k, v in content.items())
        (folder / f"{name}.json").write_text("{\n" + lines + "\n}\n", encoding="ascii")
        print(name, sum(p.numel() for p in body.parameters()))


if __name__ == "__main__":
    main()
