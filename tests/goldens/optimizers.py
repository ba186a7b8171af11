#!/usr/bin/env python3
"""Golden numbers for AdamW and SGD-Nesterov: three steps of PyTorch's own optimizers. Prints JSON.

Made with Debian 12's python3-torch 1.13:  /usr/bin/python3 tests/goldens/optimizers.py > tests/goldens/optimizers.json
"""
import json

import torch

WEIGHT = [[0.5, -1.25, 2.0], [0.125, 0.75, -0.375]]
BIAS = [0.1, -0.2]
GRADIENTS = [
    ([[0.1, -0.2, 0.3], [1.0, 0.0, -0.5]], [0.25, -0.75]),
    ([[-0.4, 0.1, 0.2], [0.5, 0.05, 0.5]], [-0.5, 0.125]),
    ([[0.3, 0.3, -0.1], [-1.5, 0.2, 0.1]], [1.0, 2.0]),
]
RATES = [0.01, 0.02, 0.005]


def run(make):
    weight = torch.nn.Parameter(torch.tensor(WEIGHT))
    bias = torch.nn.Parameter(torch.tensor(BIAS))
    optimizer = make(weight, bias)
    steps = []
    for rate, (weight_gradient, bias_gradient) in zip(RATES, GRADIENTS):
        for group in optimizer.param_groups:
            group["lr"] = rate
        weight.grad = torch.tensor(weight_gradient)
        bias.grad = torch.tensor(bias_gradient)
        optimizer.step()
        steps.append({"weight": weight.detach().flatten().tolist(), "bias": bias.detach().tolist()})
    return steps


def groups(weight, bias, decay):
    return [{"params": [weight], "weight_decay": decay}, {"params": [bias], "weight_decay": 0.0}]


def clipped(maximum):
    weight = torch.nn.Parameter(torch.tensor(WEIGHT))
    bias = torch.nn.Parameter(torch.tensor(BIAS))
    weight.grad = torch.tensor(GRADIENTS[0][0])
    bias.grad = torch.tensor(GRADIENTS[0][1])
    norm = torch.nn.utils.clip_grad_norm_([weight, bias], maximum)
    return {"norm": norm.item(), "weight": weight.grad.flatten().tolist(), "bias": bias.grad.tolist()}


print(json.dumps({
    "torch": torch.__version__,
    "adamw": run(lambda w, b: torch.optim.AdamW(groups(w, b, 0.05), lr=0.01, betas=(0.9, 0.98), eps=1e-8)),
    "sgd_nesterov": run(lambda w, b: torch.optim.SGD(groups(w, b, 3e-5), lr=0.01, momentum=0.99, nesterov=True)),
    "clip_1": clipped(1.0),
    "clip_12": clipped(12.0),
}, indent=1))
