"""Three full-batch steps of each optimizer of torch.optim."""
import torch

STEPS = 3
DECAY = {"weight_decay": 0.01}
MOMENTUM = {"lr": 0.1, "momentum": 0.9, "dampening": 0.0, **DECAY}
OPTIMIZERS = {
    "sgd": (torch.optim.SGD, {"lr": 0.1, **DECAY}),
    "momentum": (torch.optim.SGD, {**MOMENTUM, "nesterov": False}),
    "nesterov": (torch.optim.SGD, {**MOMENTUM, "nesterov": True}),
    "adam": (torch.optim.Adam, {"lr": 0.01, "betas": [0.9, 0.999], "eps": 1e-8, **DECAY}),
    "adamw": (torch.optim.AdamW, {"lr": 0.01, "betas": [0.9, 0.999], "eps": 1e-8, **DECAY}),
    "adagrad": (torch.optim.Adagrad, {"lr": 0.01, "lr_decay": 0.0, "initial_accumulator_value": 0.0, "eps": 1e-10, **DECAY}),
    "rmsprop": (torch.optim.RMSprop, {"lr": 0.01, "alpha": 0.99, "eps": 1e-8, "momentum": 0.0, "centered": False, **DECAY}),
}


def section(name, parameters, buffers, loss_of, training):
    """`loss_of(parameters, buffers)` is the mean loss on the whole batch, without the decay's penalty."""
    kind, settings = OPTIMIZERS[name]
    parameters = {k: v.detach().clone().requires_grad_() for k, v in parameters.items()}
    buffers = {k: v.clone() for k, v in buffers.items()}
    optimizer = kind(list(parameters.values()), **settings)
    losses, statistics = [], []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = loss_of(parameters, buffers)
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
        statistics.append({k: v.clone() for k, v in buffers.items()})
    result = {"settings": settings, "losses": torch.stack(losses), "parameters": parameters}
    return result | ({"buffers_after_step": statistics} if training else {})
