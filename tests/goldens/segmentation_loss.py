#!/usr/bin/env python3
"""Golden numbers for Dice + cross-entropy with ignored voxels: values and gradients, by PyTorch's autograd. Prints JSON.

Made with Debian 12's python3-torch 1.13:  /usr/bin/python3 tests/goldens/segmentation_loss.py > tests/goldens/segmentation_loss.json

Written over a list of counted voxels and one-hot labels, unlike the program's code: an oracle, not a copy.
"""
import json

import torch

SMOOTH = 1e-5
IGNORED = 255


def dice(probabilities, labels, classes):
    """1 - mean Dice of the foreground over voxels [v, c] and [v]."""
    hot = torch.nn.functional.one_hot(labels, classes).double()
    values = [
        (2 * (probabilities[:, c] * hot[:, c]).sum() + SMOOTH) / (probabilities[:, c].sum() + hot[:, c].sum() + SMOOTH)
        for c in range(1, classes)
    ]
    return torch.stack(values).mean()


def flat(logits, label):
    """The counted voxels of a sample or batch: scores [v, c], labels [v]."""
    scores = logits.movedim(1, -1).reshape(-1, logits.shape[1])
    kept = label.reshape(-1) != IGNORED
    return scores[kept], label.reshape(-1)[kept]


def loss(logits, label, batch_dice):
    classes = logits.shape[1]
    scores, labels = flat(logits, label)
    entropy = torch.nn.functional.cross_entropy(scores, labels)
    if batch_dice:
        overlap = dice(scores.softmax(1), labels, classes)
    else:
        samples = [flat(logits[i:i + 1], label[i:i + 1]) for i in range(len(logits))]
        overlap = torch.stack([dice(s.softmax(1), l, classes) for s, l in samples]).mean()
    return entropy + 1 - overlap, overlap


generator = torch.Generator().manual_seed(5)
logits = (2 * torch.randn([3, 4, 2, 3, 4], generator=generator, dtype=torch.float64)).float().double()
label = torch.randint(0, 4, [3, 2, 3, 4], generator=generator)
label[torch.rand(label.shape, generator=generator) < 0.3] = IGNORED
label[2][label[2] == 3] = 0  # a class that one sample lacks

out = {"torch": torch.__version__, "shape": list(logits.shape), "logits": logits.flatten().tolist(), "label": label.flatten().tolist()}
for name, batch_dice in (("batch", True), ("sample", False)):
    leaf = logits.clone().requires_grad_()
    value, overlap = loss(leaf, label, batch_dice)
    value.backward()
    out[name] = {"loss": value.item(), "dice": overlap.item(), "gradient": leaf.grad.flatten().tolist()}
print(json.dumps(out))
