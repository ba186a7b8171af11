#!/usr/bin/python3
"""Golden numbers for MedMim.Evaluation.Detection, from numpy. Writes detection.json beside itself.

Made independently of the C# code: IoU by numpy on whole arrays, recalls and thresholds as fractions, curves by sweeping every
distinct score anew. Cases hold equal scores, scans without lesions, scans without detections, and copies of detections.
"""
import json
import pathlib
from fractions import Fraction

import numpy as np

IOUS = [0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40, 0.45, 0.50]
RATES = [0.125, 0.25, 0.5, 1, 2, 4, 8]
SPACING = np.array([3.0, 0.75, 1.25])  # z, y, x


def iou(a, b):
    a, b = np.asarray(a, float).reshape(-1, 1, 6), np.asarray(b, float).reshape(1, -1, 6)
    side = np.minimum(a[..., 3:], b[..., 3:]) - np.maximum(a[..., :3], b[..., :3])
    common = np.where((side > 0).all(-1), side.clip(0).prod(-1), 0)
    union = (a[..., 3:] - a[..., :3]).prod(-1) + (b[..., 3:] - b[..., :3]).prod(-1) - common
    return np.divide(common, union, out=np.zeros_like(union), where=common > 0)


def by_overlap(scan, threshold):
    order = np.argsort(-np.array(scan["scores"]), kind="stable")[:100]
    table = iou(scan["boxes"], scan["references"]) if scan["boxes"] and scan["references"] else None
    free, out = set(range(len(scan["references"]))), []
    for i in order:
        able = [r for r in sorted(free) if table[i, r] >= threshold]
        if able:
            free.remove(max(able, key=lambda r: (table[i, r], -r)))
        out.append((scan["scores"][i], bool(able)))
    return out


def by_centre(scan):
    order = np.argsort(-np.array(scan["scores"]), kind="stable")[:100]
    centre = lambda b: (np.array(b[:3]) + np.array(b[3:])) / 2 * SPACING
    false, out = set(order.tolist()), []
    for r in scan["references"]:
        radius = ((np.array(r[3:]) - np.array(r[:3])) * SPACING).max() / 2
        near = [i for i in order.tolist() if ((centre(scan["boxes"][i]) - centre(r)) ** 2).sum() < radius**2]
        false -= set(near)
        if near:
            out.append((max(scan["scores"][i] for i in near), True))
    return out + [(scan["scores"][i], False) for i in sorted(false)]


def sweep(matched):
    return [(sum(h for s, h in matched if s >= t), sum(not h for s, h in matched if s >= t))
            for t in sorted({s for s, _ in matched}, reverse=True)]


def average_precision(matched, lesions):
    points = [(Fraction(tp, lesions), tp / (tp + fp)) for tp, fp in sweep(matched)]
    return float(np.mean([max([p for r, p in points if r >= Fraction(k, 100)], default=0) for k in range(101)]))


def froc(matched, lesions, scans):
    xs, ys = [0.0], [0.0]
    for tp, fp in sweep(matched):
        xs.append(fp / scans)
        ys.append(tp / lesions)
    out = []
    for rate in RATES:
        left = max(i for i, x in enumerate(xs) if x <= rate)
        out.append(ys[left] if left + 1 == len(xs) else
                   ys[left] + (rate - xs[left]) / (xs[left + 1] - xs[left]) * (ys[left + 1] - ys[left]))
    return out


def box(rng):
    low, size = rng.uniform(0, 25, 3), rng.uniform(2, 12, 3)
    return [float(v) for v in (*low, *(low + size))]


def scan(rng, lesions, found, false, copies, ties):
    references = [box(rng) for _ in range(lesions)]
    boxes = [[float(v) for v in np.array(references[rng.integers(lesions)]) + rng.uniform(-2, 2) * np.ones(6) + rng.normal(0, 0.3, 6)]
             for _ in range(found if lesions else 0)]
    boxes += [box(rng) for _ in range(false)]
    boxes += [list(boxes[rng.integers(len(boxes))]) for _ in range(copies if boxes else 0)]
    scores = [float(s) for s in (rng.integers(1, 6, len(boxes)) / 5 if ties else rng.uniform(0, 1, len(boxes)))]
    return {"references": references, "boxes": boxes, "scores": scores}


def study(rng, count, false, ties):
    shapes = [(int(rng.integers(0, 4)), int(rng.integers(0, 6)), int(rng.integers(0, false)), int(rng.integers(0, 3))) for _ in range(count)]
    shapes[0], shapes[1] = (2, 3, false, 2), (0, 0, 0, 0)
    return [scan(rng, *s, ties) for s in shapes]


def figures(scans):
    lesions = sum(len(s["references"]) for s in scans)
    out = {"scans": scans}
    if lesions:
        aps = [average_precision([m for s in scans for m in by_overlap(s, t)], lesions) for t in IOUS]
        overlap = froc([m for s in scans for m in by_overlap(s, 0.1)], lesions, len(scans))
        centre = froc([m for s in scans for m in by_centre(s)], lesions, len(scans))
        out |= {"ap": aps, "froc": overlap, "cpm": float(np.mean(overlap)), "centre": centre}
    return out


def main():
    rng = np.random.default_rng(17)
    studies = [study(rng, n, false, ties) for n, false in ((4, 3), (9, 12), (20, 30)) for ties in (False, True)]
    studies.append([scan(rng, 1, 0, 0, 0, False), scan(rng, 2, 0, 0, 0, False)])
    studies.append([scan(rng, 0, 0, 4, 1, True), scan(rng, 0, 0, 0, 0, False)])
    studies.append([scan(rng, 2, 8, 140, 0, True)])
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps({"spacing": SPACING.tolist(), "studies": [figures(s) for s in studies]}) + "\n")


main()
