"""A sliding window in PyTorch, as plain as its users write it: the peer of `medmim bench predict`.

The same residual encoder U-Net, windows, Gaussian weights and float32 on a random volume that is there already; probabilities of
all classes are summed in one array, divided by the summed weights, and the largest wins. Prints one line of JSON. Needs
python3-torch (Debian: with libopenblas0-pthread).
"""
import argparse
import json
import math
import resource
import time

import torch
from torch import nn

from pretrain import PRESETS, UNet


def starts(extent, patch, step):
    """First voxels of the windows along an axis, spread evenly."""
    if extent <= patch:
        return [0]
    gaps = math.ceil((extent - patch) / (patch * step))
    return [round(i * (extent - patch) / gaps) for i in range(gaps + 1)]


def gaussian(patch):
    """Weights of a window's voxels: sigma is an eighth of the patch."""
    axes = [torch.exp(-0.5 * ((torch.arange(p) - (p - 1) / 2) / (p / 8)) ** 2) for p in patch]
    return axes[0][:, None, None] * axes[1][:, None] * axes[2]


def predict(network, volume, patch, classes, step, batch, precision):
    size, device = volume.shape, volume.device
    sums, weights = torch.zeros(classes, *size, device=device), torch.zeros(size, device=device)
    importance = gaussian(patch).to(device)
    windows = [tuple(slice(s, s + p) for s, p in zip((z, y, x), patch))
               for z in starts(size[0], patch[0], step) for y in starts(size[1], patch[1], step) for x in starts(size[2], patch[2], step)]
    for first in range(0, len(windows), batch):
        part = windows[first:first + batch]
        with torch.autocast(device.type, torch.bfloat16, enabled=precision == "bf16"):
            answers = network(torch.stack([volume[w][None] for w in part]))
        answers = answers.float().softmax(1)
        for window, answer in zip(part, answers):
            sums[(slice(None), *window)] += answer * importance
            weights[window] += importance
    return (sums / weights).argmax(0).to(torch.uint8)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", choices=[*PRESETS, "conv"], default="resenc-tiny")
    parser.add_argument("--size", type=int, nargs=3, default=[128, 128, 128])
    parser.add_argument("--patch", type=int, nargs=3, default=[64, 64, 64])
    parser.add_argument("--classes", type=int, default=2)
    parser.add_argument("--step", type=float, default=0.5)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--precision", choices=["fp32", "bf16"], default="fp32")
    parser.add_argument("--device", default="cpu")
    options = parser.parse_args()
    torch.manual_seed(1)
    if options.encoder == "conv":
        network = nn.Conv3d(1, options.classes, 3, padding=1)
    else:
        network = UNet(*PRESETS[options.encoder])
        network.head = nn.Conv3d(PRESETS[options.encoder][0][0], options.classes, 1)
    network.eval().to(options.device)
    volume = torch.randn(*options.size)
    with torch.inference_mode():
        with torch.autocast(torch.device(options.device).type, torch.bfloat16, enabled=options.precision == "bf16"):
            network(torch.zeros(options.batch, 1, *options.patch, device=options.device))
        began, cpu = time.perf_counter(), time.process_time()
        predict(network, volume.to(options.device), options.patch, options.classes, options.step, options.batch, options.precision).cpu()
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    print(json.dumps({
        "torch": torch.__version__, "threads": torch.get_num_threads(), "seconds": seconds, "cpu_seconds": cpu,
        "voxels_per_second": volume.numel() / seconds, "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }))


if __name__ == "__main__":
    main()
