#!/usr/bin/python3
"""Golden numbers of other libraries' conventions, from numpy and scipy alone. Writes conventions.json beside itself.

Written from the definitions (see MetricConvention, LesionMatching), in another way than the C# code: the area of a piece of
surface comes from walking marching cubes' polygons around the cube and cutting them into triangles, and every lesion is
dilated, cut out and measured by itself on the whole grid. Spacing is (z, y, x) in mm.
"""
import itertools
import json
import math
import pathlib

import numpy as np
from scipy import ndimage

from metrics import TAUS, TIE_SLACK, border, pack, shapes

CORNERS = list(itertools.product((0, 1), repeat=3))
BRATS = {"bratsGlioma": (3, 50), "bratsMeningioma": (1, 50), "bratsMetastasis": (1, 2)}
PENALTY = 374
FULL = np.ones((3, 3, 3))


def faces():
    for axis, side in itertools.product(range(3), (0, 1)):
        yield [tuple(np.insert(c, axis, side).tolist()) for c in ((0, 0), (0, 1), (1, 1), (1, 0))]


def polygons(inside):
    """The closed lines in which the surface meets the cube's faces, as lists of cut edges; inside corners stay apart."""
    edge = lambda a, b: (min(a, b), max(a, b))
    joined = {}
    for ring in faces():
        for i in range(4):
            before, here, after, far = (ring[(i + k) % 4] for k in (-1, 0, 1, 2))
            if here in inside and before not in inside and after not in inside:
                ends = edge(before, here), edge(here, after)
            elif here in inside and after in inside and before not in inside and far not in inside:
                ends = edge(before, here), edge(after, far)
            elif here not in inside and before in inside and after in inside and far in inside:
                ends = edge(before, here), edge(here, after)
            else:
                continue
            for a, b in (ends, ends[::-1]):
                joined.setdefault(a, []).append(b)
    while joined:
        line = [next(iter(joined))]
        while joined.get(line[-1]):
            following = joined.pop(line[-1])
            line.append(next((f for f in following if f in joined), None))
            if line[-1] is None:
                line.pop()
                break
        yield line


def triangle(points):
    return np.linalg.norm(np.cross(points[1] - points[0], points[2] - points[0])) / 2


def polygon_area(line, spacing):
    points = [(np.array(a) + np.array(b)) / 2 * spacing for a, b in line]
    if len(line) == 5:
        # The three cuts of parallel edges are one triangle; what is left is a plane trapezoid.
        axes = [int(np.argmax(np.abs(np.subtract(*e)))) for e in line]
        three = [i for i in range(5) if axes.count(axes[i]) == 3]
        middle = next(i for i in three if (i + 1) % 5 in three and (i - 1) % 5 in three)
        rest = [points[(middle + k) % 5] for k in (1, 2, 3, 4)]
        return triangle([points[i] for i in three]) + triangle(rest[:3]) + triangle([rest[0], *rest[2:]])
    if len(line) == 6:
        ears = sum(triangle([points[i], points[(i + 1) % 6], points[(i + 2) % 6]]) for i in (0, 2, 4))
        return ears + triangle(points[::2])
    return sum(triangle([points[0], points[i], points[i + 1]]) for i in range(1, len(line) - 1))


def area(pattern, spacing):
    inside = {c for c, bit in zip(CORNERS, pattern) if bit}
    if len(inside) > 4:
        inside = set(CORNERS) - inside
    return sum(polygon_area(p, np.array(spacing, float)) for p in polygons(inside))


def surface(mask, spacing):
    """Area at every corner between voxels."""
    m = np.pad(mask, 1)
    cubes = np.stack([m[tuple(slice(o, o + n + 1) for o, n in zip(c, mask.shape))] for c in CORNERS], -1)
    patterns, where = np.unique(cubes.reshape(-1, 8), axis=0, return_inverse=True)
    return np.array([area(p, spacing) for p in patterns])[where.ravel()].reshape(cubes.shape[:3])


def weighted(a, b, spacing):
    from_, to = surface(a, spacing), surface(b, spacing)
    distance = ndimage.distance_transform_edt(to == 0, sampling=spacing)[from_ > 0]
    order = np.argsort(distance, kind="stable")
    return distance[order], from_[from_ > 0][order]


def weighted_percentile(distance, areas):
    return distance[min(np.searchsorted(np.cumsum(areas) / areas.sum(), 0.95), len(distance) - 1)]


def finite(value):
    return None if math.isnan(value) else "Infinity" if math.isinf(value) else float(value)


def deepmind(ref, pred, spacing):
    total = ref.sum() + pred.sum()
    out = {"dice": 2 * (ref & pred).sum() / total if total else math.nan}
    if ref.any() and pred.any():
        one, two = weighted(ref, pred, spacing), weighted(pred, ref, spacing)
        out["hd95"] = max(weighted_percentile(*one), weighted_percentile(*two))
        out["assd"] = sum((d * a).sum() / a.sum() for d, a in (one, two)) / 2
        nsd = [sum(a[d <= t + TIE_SLACK].sum() for d, a in (one, two)) / (one[1].sum() + two[1].sum()) for t in TAUS]
    else:
        out["hd95"] = math.inf
        out["assd"], nsd = (math.inf, [0.0] * len(TAUS)) if total else (math.nan, [math.nan] * len(TAUS))
    return {**{k: finite(v) for k, v in out.items()}, "nsd": [finite(v) for v in nsd]}


def monai(ref, pred, spacing):
    out = {"dice": 2 * (ref & pred).sum() / (ref.sum() + pred.sum()) if ref.any() else math.nan}
    if ref.any() and pred.any():
        d = [ndimage.distance_transform_edt(~border(b), sampling=spacing)[border(a)] for a, b in ((ref, pred), (pred, ref))]
        out["hd95"] = max(np.quantile(x, 0.95) for x in d)
        out["assd"] = np.concatenate(d).mean()
        nsd = [(np.concatenate(d) <= t + TIE_SLACK).mean() for t in TAUS]
    else:
        one = ref.any() or pred.any()
        out["hd95"] = out["assd"] = math.inf if one else math.nan
        nsd = [0.0 if one else math.nan] * len(TAUS)
    return {**{k: finite(v) for k, v in out.items()}, "nsd": [finite(v) for v in nsd]}


def brats(ref, pred, spacing, dilations, dropped):
    grow = lambda m: ndimage.binary_dilation(m, ndimage.generate_binary_structure(3, 2), iterations=dilations)
    merged, count = ndimage.label(grow(ref), FULL)
    predicted, false = ndimage.label(pred, FULL)
    false = set(range(1, false + 1))
    total = len(false)
    dice, hd95, found = [], [], 0
    for i in range(1, count + 1):
        lesion = (merged == i) & ref
        touched = set(np.unique(predicted[grow(lesion)]).tolist()) - {0}
        false -= touched
        if lesion.sum() * np.prod(spacing) > dropped:
            mine = np.isin(predicted, sorted(touched)) if touched else np.zeros_like(pred)
            measured = deepmind(lesion, mine, spacing)
            dice.append(measured["dice"])
            hd95.append(PENALTY if measured["hd95"] == "Infinity" else measured["hd95"])
            found += bool(touched)
    rows = len(dice) + len(false)
    return {"reference": len(dice), "found": found, "predicted": total, "falsePositives": len(false),
            "dice": sum(dice) / rows if rows else 1.0,
            "hd95": (sum(hd95) + PENALTY * len(false)) / rows if rows else 0.0}


def sparse():
    """Grids with several small lesions, some of them near each other, some found, some missed, some false."""
    rng = np.random.default_rng(20261126)
    spacings = [(1, 1, 1), (3, 0.9, 0.9), (1.5, 1.5, 2.5)]
    for i in range(12):
        shape = tuple(int(n) for n in rng.integers(14, 30, 3))
        grid = np.indices(shape)
        ref, pred = np.zeros(shape, bool), np.zeros(shape, bool)
        for _ in range(int(rng.integers(0, 7))):
            centre, radius = rng.uniform(0, shape), rng.uniform(0.8, 4)
            ref |= ((grid - centre[:, None, None, None]) ** 2).sum(0) <= radius ** 2
            if rng.random() < 0.7:
                moved = centre + rng.uniform(-3, 3, 3)
                pred |= ((grid - moved[:, None, None, None]) ** 2).sum(0) <= (radius * rng.uniform(0.4, 1.3)) ** 2
        for _ in range(int(rng.integers(0, 3))):
            pred |= ((grid - rng.uniform(0, shape)[:, None, None, None]) ** 2).sum(0) <= rng.uniform(0.7, 2.5) ** 2
        yield f"sparse {i}", ref, pred, spacings[i % len(spacings)]


def main():
    rows = []
    for name, ref, pred, spacing in itertools.chain(shapes(), sparse()):
        rows.append(json.dumps({
            "name": name, "shape": list(ref.shape), "spacing": list(spacing), "reference": pack(ref), "prediction": pack(pred),
            "deepMind": deepmind(ref, pred, spacing), "monai": monai(ref, pred, spacing),
            **{k: brats(ref, pred, spacing, *v) for k, v in BRATS.items()}}))
    text = ",\n".join(rows)
    pathlib.Path(__file__).with_suffix(".json").write_text(f'{{"taus": {json.dumps(TAUS)}, "cases": [\n{text}\n]}}\n')


main()
