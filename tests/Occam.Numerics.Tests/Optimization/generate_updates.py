"""Six steps of each optimizer of PyTorch 1.13 on fixed gradients: python3 generate_updates.py > updates_reference.json

The gradients are g_t[i] = 0.6 sin(1.3 i + 0.7 t + 0.2), the start is theta[i] = cos(0.9 i), rounded to the format; no loss is needed.
"""
import json
import math

import torch

STEPS, SIZE = 6, 11
RULES = {
    "GradientDescent": lambda p, wd: torch.optim.SGD(p, lr=0.0625, weight_decay=wd),
    "Momentum": lambda p, wd: torch.optim.SGD(p, lr=0.0625, momentum=0.9, weight_decay=wd),
    "Nesterov": lambda p, wd: torch.optim.SGD(p, lr=0.0625, momentum=0.9, nesterov=True, weight_decay=wd),
    "Adam": lambda p, wd: torch.optim.Adam(p, lr=0.0625, weight_decay=wd),
    "AdamW": lambda p, wd: torch.optim.AdamW(p, lr=0.0625, weight_decay=wd),
    "AdaGrad": lambda p, wd: torch.optim.Adagrad(p, lr=0.0625, lr_decay=0.125, weight_decay=wd),
    "RmsProp": lambda p, wd: torch.optim.RMSprop(p, lr=0.0625, weight_decay=wd),
}
result = []
for name, make in RULES.items():
    for decay in (0.0, 0.25):
        for kind in (torch.float32, torch.float64):
            theta = torch.tensor([math.cos(0.9 * i) for i in range(SIZE)], dtype=kind, requires_grad=True)
            start = theta.detach().tolist()
            optimizer = make([theta], decay)
            gradients, path = [], []
            for t in range(STEPS):
                theta.grad = torch.tensor([0.6 * math.sin(1.3 * i + 0.7 * t + 0.2) for i in range(SIZE)], dtype=kind)
                gradients.append(theta.grad.tolist())
                optimizer.step()
                path.append(theta.detach().tolist())
            result.append({"rule": name, "weight_decay": decay, "type": str(kind).removeprefix("torch."),
                           "start": start, "gradients": gradients, "parameters": path})
print("[" + ",\n".join(json.dumps(entry) for entry in result) + "]")
