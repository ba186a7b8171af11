#!/usr/bin/python3
"""Golden numbers for MedMim.Evaluation.Metrics, from numpy and scipy alone. Writes metrics.json beside itself.

The definitions are written out here a second time, over the whole grid instead of the bounding box:
border voxels = mask minus its erosion by the 6-neighbourhood (outside of the grid is background); distances by
scipy.ndimage.distance_transform_edt with spacing; percentiles by numpy (linear); components by scipy.ndimage.label with
the full 3x3x3 structure. Spacing is (z, y, x) in mm.
"""
import base64
import json
import pathlib

import numpy as np
from scipy import ndimage

TAUS = (0.5, 1.0, 2.0, 3.3)
IOUS = (0.1, 0.5)
TIE_SLACK = 1e-9


def border(mask):
    return mask & ~ndimage.binary_erosion(mask)


def directed(a, b, spacing):
    return ndimage.distance_transform_edt(~border(b), sampling=spacing)[border(a)]


def lesions(ref, pred, iou):
    full = np.ones((3, 3, 3))
    r, nr = ndimage.label(ref, full)
    p, np_ = ndimage.label(pred, full)
    found, right = set(), set()
    for i in range(1, nr + 1):
        for j in range(1, np_ + 1):
            common = int(((r == i) & (p == j)).sum())
            union = int(((r == i) | (p == j)).sum())
            if common > 0 and (iou is None or common / union >= iou):
                found.add(i)
                right.add(j)
    return {"reference": nr, "found": len(found), "predicted": np_, "falsePositives": np_ - len(right),
            **lesion_wise(r, p, nr, np_, iou)}


def lesion_wise(r, p, nr, np_, iou):
    """F1 from counts, and the sum of each reference lesion's Dice with all that matches it over reference and false lesions."""
    found, right, dice = 0, set(), 0.0
    for i in range(1, nr + 1):
        mine = [j for j in np.unique(p[r == i]) if j and (
            iou is None or ((r == i) & (p == j)).sum() / ((r == i) | (p == j)).sum() >= iou)]
        found += bool(mine)
        right.update(mine)
        both = np.isin(p, mine) if mine else np.zeros(p.shape, bool)
        dice += 2 * (both & (r == i)).sum() / (both.sum() + (r == i).sum())
    false = np_ - len(right)
    return {"f1": 2 * found / (2 * found + (nr - found) + false) if nr + false else None,
            "dice": float(dice / (nr + false)) if nr + false else None}


def measure(ref, pred, spacing):
    both = int((ref & pred).sum())
    total = int(ref.sum() + pred.sum())
    out = {
        "dice": 2 * both / total if total else 1.0,
        "iou": both / (total - both) if total else 1.0,
        "referenceVolume": float(ref.sum() * np.prod(spacing)),
        "predictionVolume": float(pred.sum() * np.prod(spacing)),
        "lesions": lesions(ref, pred, None),
        "lesionsByIou": [lesions(ref, pred, t) for t in IOUS],
    }
    if ref.any() and pred.any():
        d1, d2 = directed(pred, ref, spacing), directed(ref, pred, spacing)
        out["hd95"] = float(max(np.percentile(d1, 95), np.percentile(d2, 95)))
        out["assd"] = float((d1.sum() + d2.sum()) / (d1.size + d2.size))
        out["nsd"] = [float(((d1 <= t + TIE_SLACK).sum() + (d2 <= t + TIE_SLACK).sum()) / (d1.size + d2.size))
                      for t in TAUS]
    elif ref.any() or pred.any():
        out["hd95"] = float(np.linalg.norm((np.array(ref.shape) - 1) * np.array(spacing)))
        out["assd"], out["nsd"] = out["hd95"], [0.0] * len(TAUS)
    else:
        out["hd95"], out["assd"], out["nsd"] = 0.0, 0.0, [1.0] * len(TAUS)
    return out


def blobs(rng, shape, share):
    noise = ndimage.gaussian_filter(rng.standard_normal(shape), rng.uniform(0.6, 2.2))
    return noise > np.quantile(noise, 1 - share)


def ball(shape, centre, radius, spacing):
    grid = np.meshgrid(*[np.arange(n) for n in shape], indexing="ij")
    return sum(((g - c) * s) ** 2 for g, c, s in zip(grid, centre, spacing)) <= radius ** 2


def shapes():
    rng = np.random.default_rng(20260101)
    spacings = [(1, 1, 1), (3, 0.7, 0.7), (0.5, 1.25, 2.0), (5, 0.9765625, 0.9765625), (1.1, 1.3, 1.7)]
    for i in range(30):
        shape = tuple(int(n) for n in rng.integers(1 if i % 6 == 5 else 5, 15, 3))
        ref = blobs(rng, shape, rng.uniform(0.02, 0.35))
        kind = i % 3
        if kind == 0:
            pred = blobs(rng, shape, rng.uniform(0.02, 0.35))
        elif kind == 1:
            pred = np.roll(ref, rng.integers(-2, 3, 3), (0, 1, 2))
        else:
            pred = ref ^ (rng.random(shape) < 0.03)
        yield f"random {i}", ref, pred, spacings[i % len(spacings)]
    shape = (16, 18, 20)
    yield "balls", ball(shape, (8, 9, 9), 9, (2, 1, 1)), ball(shape, (8, 11, 10), 7, (2, 1, 1)), (2, 1, 1)
    yield "identical", ball(shape, (8, 9, 9), 6, (1, 1, 1)), ball(shape, (8, 9, 9), 6, (1, 1, 1)), (1, 1, 1)
    full = np.ones((6, 7, 8), bool)
    corner = np.zeros_like(full)
    corner[0, 0, 0] = True
    opposite = np.zeros_like(full)
    opposite[-1, -1, -1] = True
    none = np.zeros_like(full)
    yield "whole grid", full, full, (1, 2, 3)
    yield "whole grid against a corner", full, corner, (1, 2, 3)
    yield "opposite corners", corner, opposite, (1, 2, 3)
    yield "both empty", none, none, (1, 2, 3)
    yield "reference empty", none, corner, (1, 2, 3)
    yield "prediction empty", full, none, (1, 2, 3)
    diagonal = np.zeros((5, 5, 5), bool)
    for k in range(5):
        diagonal[k, k, k] = True
    yield "diagonal chain is one lesion", diagonal, diagonal[::-1].copy(), (1, 1, 1)
    checker = np.indices((4, 5, 6)).sum(0) % 2 == 0
    yield "checkerboard", checker, ~checker, (0.3, 0.4, 0.5)


def pack(mask):
    return base64.b64encode(np.packbits(mask, bitorder="little").tobytes()).decode()


def main():
    cases = []
    for name, ref, pred, spacing in shapes():
        cases.append({
            "name": name, "shape": list(ref.shape), "spacing": list(spacing), "reference": pack(ref),
            "prediction": pack(pred), **measure(ref, pred, spacing)})
    out = {"taus": TAUS, "ious": IOUS, "cases": cases}
    path = pathlib.Path(__file__).with_suffix(".json")
    rows = ",\n".join(json.dumps(c) for c in cases)
    path.write_text(json.dumps({**out, "cases": []})[:-3] + f"[\n{rows}\n]}}\n")


if __name__ == "__main__":
    main()
