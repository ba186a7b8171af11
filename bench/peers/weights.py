#!/usr/bin/python3
"""Checks MedMim's weights against PyTorch: a .pth made here is imported, exported again, loaded into small PyTorch modules
that carry the public parameter names, strictly, and the outputs are compared with the goldens' and with the first module's.

    bench/peers/weights.py MEDMIM GOLDENS

MEDMIM is the program, GOLDENS the folder of primus.* and resenc_unet.*. Needs python3-torch; prints a line a check and ends
with 1 where one fails. The modules are our own, written from the published descriptions."""
import json
import os
import struct
import subprocess
import sys
import tempfile

import torch
from torch import nn
from torch.nn import functional as F


def read(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        assert entry["dtype"] == "F32", entry
        begin, end = entry["data_offsets"]
        tensors[name] = torch.frombuffer(bytearray(data[begin:end]), dtype=torch.float32).reshape(entry["shape"])
    return tensors


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.q_proj = nn.Linear(width, width)
        self.k_proj = nn.Linear(width, width, bias=False)
        self.v_proj = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.proj = nn.Linear(width, width)

    def forward(self, x, sine, cosine):
        n, t, c = x.shape
        q, k, v = (p(x).reshape(n, t, self.heads, -1).transpose(1, 2) for p in (self.q_proj, self.k_proj, self.v_proj))

        def turn(y):
            even, odd = y[..., ::2], y[..., 1::2]
            return torch.stack((even * cosine - odd * sine, odd * cosine + even * sine), -1).flatten(-2)

        weights = (turn(q) @ turn(k).transpose(-2, -1) / (c / self.heads) ** 0.5).softmax(-1)
        return self.proj(self.norm((weights @ v).transpose(1, 2).reshape(n, t, c)))


class Gate(nn.Module):
    def __init__(self, width):
        super().__init__()
        hidden = width * 8 // 3
        self.fc1_g, self.fc1_x = nn.Linear(width, hidden), nn.Linear(width, hidden)
        self.norm, self.fc2 = nn.LayerNorm(hidden), nn.Linear(hidden, width)

    def forward(self, x):
        return self.fc2(self.norm(F.silu(self.fc1_g(x)) * self.fc1_x(x)))


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.gamma_1, self.gamma_2 = nn.Parameter(torch.ones(width)), nn.Parameter(torch.ones(width))
        self.norm1, self.attn = nn.LayerNorm(width), Attention(width, heads)
        self.norm2, self.mlp = nn.LayerNorm(width), Gate(width)

    def forward(self, x, sine, cosine):
        x = x + self.gamma_1 * self.attn(self.norm1(x), sine, cosine)
        return x + self.gamma_2 * self.mlp(self.norm2(x))


class Trunk(nn.Module):
    def __init__(self, grid, width, depth, heads):
        super().__init__()
        self.pos_embed = nn.Parameter(torch.zeros(1, grid[0] * grid[1] * grid[2], width))
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        pairs = width // heads // 6
        bands = 10000 ** (-torch.arange(pairs) / pairs)
        places = torch.stack(torch.meshgrid(*(torch.arange(g).float() for g in grid), indexing="ij"), -1)
        self.angles = (places[..., None] * bands).reshape(-1, 3 * pairs)

    def forward(self, x):
        x = x + self.pos_embed
        for block in self.blocks:
            x = block(x, self.angles.sin(), self.angles.cos())
        return self.norm(x)


class ChannelNorm(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.ones(channels)), nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        return F.layer_norm(x.movedim(1, -1), self.weight.shape, self.weight, self.bias, 1e-6).movedim(-1, 1)


class Primus(nn.Module):
    def __init__(self, size, width, depth, heads, widths):
        super().__init__()
        self.grid = [s // 8 for s in size]
        self.down_projection = nn.ModuleDict({"proj": nn.Conv3d(1, width, 8, 8)})
        steps = [nn.ConvTranspose3d(a, b, 2, 2) for a, b in zip([width, *widths], widths)]
        decode = [nn.Sequential(s, ChannelNorm(w), nn.GELU()) for s, w in zip(steps[:-1], widths)] + [steps[-1]]
        self.up_projection = nn.ModuleDict({"decode": nn.Sequential(*decode)})
        self.eva = Trunk(self.grid, width, depth, heads)
        self.register_buffer("mask_token", torch.zeros(1, 1, width))

    def forward(self, x):
        x = self.eva(self.down_projection["proj"](x).flatten(2).transpose(1, 2))
        return self.up_projection["decode"](x.transpose(1, 2).reshape(x.shape[0], -1, *self.grid))


class Unit(nn.Module):
    """Convolution, instance norm, leaky ReLU; the layers a second time in order, as the public module keeps them."""

    def __init__(self, a, b, kernel, stride, bias=True, activates=True):
        super().__init__()
        self.conv = nn.Conv3d(a, b, kernel, stride, [k // 2 for k in kernel], bias=bias)
        self.norm = nn.InstanceNorm3d(b, affine=True)
        self.all_modules = nn.Sequential(self.conv, self.norm, *([nn.LeakyReLU(0.01)] if activates else []))

    def forward(self, x):
        return self.all_modules(x)


class Residual(nn.Module):
    def __init__(self, a, b, kernel, stride):
        super().__init__()
        self.conv1 = Unit(a, b, kernel, stride)
        self.conv2 = Unit(b, b, kernel, [1] * 3, activates=False)
        path = [nn.AvgPool3d(stride, stride)] if max(stride) > 1 else []
        path += [Unit(a, b, [1] * 3, [1] * 3, False, False)] if a != b else []
        self.skip = nn.Sequential(*path)

    def forward(self, x):
        return F.leaky_relu(self.conv2(self.conv1(x)) + self.skip(x), 0.01)


class Encoder(nn.Module):
    def __init__(self, features, kernels, strides, blocks):
        super().__init__()
        self.stem = nn.ModuleDict({"convs": nn.Sequential(Unit(1, features[0], kernels[0], [1] * 3))})
        self.stages, a = nn.ModuleList(), features[0]
        for b, kernel, stride, count in zip(features, kernels, strides, blocks):
            stage = [Residual(a if i == 0 else b, b, kernel, stride if i == 0 else [1] * 3) for i in range(count)]
            self.stages.append(nn.ModuleDict({"blocks": nn.Sequential(*stage)}))
            a = b

    def forward(self, x):
        x, maps = self.stem["convs"](x), []
        for stage in self.stages:
            x = stage["blocks"](x)
            maps.append(x)
        return maps


class Decoder(nn.Module):
    def __init__(self, encoder, features, kernels, strides, classes):
        super().__init__()
        self.encoder = encoder
        self.stages, self.transpconvs, self.seg_layers = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        for level in reversed(range(len(features) - 1)):
            b, stride = features[level], strides[level + 1]
            self.transpconvs.append(nn.ConvTranspose3d(features[level + 1], b, stride, stride))
            self.stages.append(nn.ModuleDict({"convs": nn.Sequential(Unit(2 * b, b, kernels[level], [1] * 3))}))
            self.seg_layers.append(nn.Conv3d(b, classes, 1))

    def forward(self, maps):
        x = maps[-1]
        for i, (up, stage) in enumerate(zip(self.transpconvs, self.stages)):
            x = stage["convs"](torch.cat((up(x), maps[-2 - i]), 1))
        return self.seg_layers[-1](x)


class ResEnc(nn.Module):
    def __init__(self, features, kernels, strides, blocks, classes):
        super().__init__()
        self.encoder = Encoder(features, kernels, strides, blocks)
        self.decoder = Decoder(self.encoder, features, kernels, strides, classes)

    def forward(self, x):
        return self.decoder(self.encoder(x))


failed = False


def check(what, actual, expected, limit=1e-4):
    global failed
    error = ((actual - expected).abs().max() / expected.abs().max()).item()
    failed |= not error <= limit
    print(f"{'ok  ' if error <= limit else 'FAIL'} {what}: relative difference {error:.1e}")


def medmim(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def main(program, goldens):
    torch.manual_seed(0)
    torch.set_num_threads(2)
    shape = json.load(open(f"{goldens}/resenc_unet.json"))
    tiny = ([12, 24, 48, 96], [[3] * 3] * 4, [[1] * 3] + [[2] * 3] * 3, [1] * 4, 1)
    cases = [
        ("primus", Primus([16, 24, 32], 48, 2, 2, [24, 16, 3]), "output"),
        ("resenc_unet", ResEnc(shape["features_per_stage"], shape["kernel_sizes"], shape["strides"],
                               shape["n_blocks_per_stage"], shape["num_classes"]), "output.0"),
    ]
    presets = [("primus-tiny", lambda: Primus([16, 24, 32], 192, 6, 4, [40, 8, 1]), ["--patch-size", "16,24,32"]),
               ("resenc-tiny", lambda: ResEnc(*tiny), [])]
    with torch.no_grad(), tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        for name, module, output in cases:
            io = read(f"{goldens}/{name}.io.safetensors")
            print(name, medmim(program, "weights", "export", f"{goldens}/{name}.safetensors", "--out", path("golden")))
            module.load_state_dict(read(path("golden")), strict=True)
            check(f"{name}: golden weights exported by MedMim, in PyTorch, against the golden output", module(io["input"]), io[output])
        for preset, make, options in presets:
            first, second = make(), make()
            for value in first.parameters():
                value.add_(torch.randn_like(value) * 0.02)
            torch.save({"network_weights": {"module." + k: v for k, v in first.state_dict().items()}, "current_epoch": 3,
                        "init_args": {"device": torch.device("cpu"), "fold": (0, 1)}, "logging": {"loss": [0.5, None]}}, path("a.pth"))
            print(preset, medmim(program, "weights", "import", path("a.pth"), "--encoder", preset, "--out", path("own"), *options))
            print(preset, medmim(program, "weights", "export", path("own"), "--out", path("public")))
            second.load_state_dict(read(path("public")), strict=True)
            x = torch.randn(2, 1, 16, 24, 32)
            check(f"{preset}: .pth, imported, exported, in PyTorch, against the module that it came from", second(x), first(x))
        torch.save(first.state_dict(), path("old.pth"), _use_new_zipfile_serialization=False)
        done = subprocess.run([program, "weights", "import", path("old.pth"), "--encoder", "resenc-tiny", "--out", path("x")],
                              capture_output=True, text=True, check=False)
        print("ok   legacy file refused" if done.returncode == 2 else "FAIL legacy file", done.stderr.strip()[-160:])
    return int(failed or done.returncode != 2)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
