"""The pretraining step in PyTorch, as plain as its users write it: the peer of `medmim bench pretrain`.

The same residual encoder U-Net, masked input, loss, clipping and AdamW on random volumes; prints one line of JSON.
Needs python3-torch (Debian: with libopenblas0-pthread).
"""
import argparse
import json
import resource
import statistics
import time

import torch
from torch import nn
from torch.nn import functional as F

PRESETS = {
    "resenc-tiny": ([12, 24, 48, 96], [1, 1, 1, 1]),
    "resenc-s": ([16, 32, 64, 128, 160], [1, 2, 2, 2, 2]),
    "resenc-m": ([32, 64, 128, 256, 320], [1, 2, 3, 4, 4]),
    "resenc-l": ([32, 64, 128, 256, 320, 320], [1, 3, 4, 6, 6, 6]),
}


class ConvNorm(nn.Module):
    """Convolution, instance norm, and a leaky ReLU where asked for."""

    def __init__(self, inputs, outputs, kernel=3, stride=1, bias=True, activates=True):
        super().__init__()
        self.conv = nn.Conv3d(inputs, outputs, kernel, stride, kernel // 2, bias=bias)
        self.norm = nn.InstanceNorm3d(outputs, eps=1e-5, affine=True)
        self.activates = activates

    def forward(self, x):
        x = self.norm(self.conv(x))
        return F.leaky_relu(x, 0.01, inplace=True) if self.activates else x


class Block(nn.Module):
    """A basic block with the skip connection of ResNet-D."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = ConvNorm(inputs, outputs, stride=stride)
        self.conv2 = ConvNorm(outputs, outputs, activates=False)
        skip = [nn.AvgPool3d(stride, stride)] if stride != 1 else []
        skip += [ConvNorm(inputs, outputs, kernel=1, bias=False, activates=False)] if inputs != outputs else []
        self.skip = nn.Sequential(*skip)

    def forward(self, x):
        return F.leaky_relu(self.conv2(self.conv1(x)).add_(self.skip(x)), 0.01, inplace=True)


class UNet(nn.Module):
    """Encoder stages of blocks; decoder stages of a transposed convolution and one convolution."""

    def __init__(self, features, blocks):
        super().__init__()
        self.stem = ConvNorm(1, features[0])
        self.stages = nn.ModuleList()
        width = features[0]
        for stage, (feature, count) in enumerate(zip(features, blocks)):
            first = Block(width, feature, 1 if stage == 0 else 2)
            self.stages.append(nn.Sequential(first, *[Block(feature, feature, 1) for _ in range(count - 1)]))
            width = feature
        pairs = list(zip(features[1:], features[:-1]))[::-1]
        self.up = nn.ModuleList(nn.ConvTranspose3d(below, above, 2, 2) for below, above in pairs)
        self.decoder = nn.ModuleList(ConvNorm(2 * above, above) for _, above in pairs)
        self.head = nn.Conv3d(features[0], 1, 1)

    def forward(self, x):
        x = self.stem(x)
        skips = []
        for stage in self.stages:
            x = stage(x)
            skips.append(x)
        for up, conv, skip in zip(self.up, self.decoder, skips[-2::-1]):
            x = conv(torch.cat([up(x), skip], 1))
        return self.head(x)


def taken(device):
    """Bytes of the GPU's memory that are taken, by whomever; 0 of a processor."""
    if device.type != "cuda":
        return 0
    free, total = torch.cuda.mem_get_info(device)
    return total - free


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", choices=PRESETS, default="resenc-tiny")
    parser.add_argument("--patch", type=int, nargs=3, default=[64, 64, 64])
    parser.add_argument("--unit", type=int, default=8)
    parser.add_argument("--batch", type=int, default=2)
    parser.add_argument("--precision", choices=["fp32", "bf16"], default="fp32")
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--warmup", type=int, default=3)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--benchmark", action="store_true", help="cuDNN tries its algorithms and takes the fastest")
    options = parser.parse_args()
    torch.backends.cudnn.benchmark = options.benchmark
    device = torch.device(options.device)
    torch.manual_seed(1)
    before, most = taken(device), 0
    network = UNet(*PRESETS[options.encoder]).to(device)
    parameters = list(network.parameters())
    optimizer = torch.optim.AdamW(parameters, lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01)
    seconds, cpu, losses = [], [], []
    for _ in range(options.warmup + options.steps):
        volume = torch.randn(options.batch, 1, *options.patch)
        cells = torch.rand(options.batch, 1, *[p // options.unit for p in options.patch]) < 0.75
        for axis in (2, 3, 4):
            cells = cells.repeat_interleave(options.unit, axis)
        began, cpu_began = time.perf_counter(), time.process_time()
        volume, mask = volume.to(device), cells.float().to(device)
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast(device.type, torch.bfloat16, enabled=options.precision == "bf16"):
            output = network(volume * (1 - mask))
        loss = ((output.float() - volume).square() * mask).sum() / mask.sum().clamp_min(1)
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 12)
        optimizer.step()
        losses.append(loss.item())
        seconds.append(time.perf_counter() - began)
        cpu.append(time.process_time() - cpu_began)
        most = max(most, taken(device))
    median = statistics.median(seconds[options.warmup:])
    print(json.dumps({
        "torch": torch.__version__,
        "threads": torch.get_num_threads(),
        "parameters": sum(p.numel() for p in parameters),
        "seconds": median,
        "cpu_seconds": statistics.median(cpu[options.warmup:]),
        "samples_per_second": options.batch / median,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "device_peak_mib": (most - before) / 2**20,
        "last_loss": losses[-1],
    }))


if __name__ == "__main__":
    main()
