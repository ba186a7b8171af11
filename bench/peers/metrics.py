"""Metrics of label volumes in scipy, as plain and as fair as can be: the peer of MedMim.Evaluation.

The convention of MetricsReloaded: border voxels by erosion, distances by scipy.ndimage.distance_transform_edt, linear percentiles,
26-connected lesions that match where they share a voxel. Everything is cut to the bounding box of both masks first, as MedMim does.
Reads FOLDER/cases.json and the arrays it names; prints one line of JSON a case and label: figures, and the median of the seconds
that they took. Needs python3-scipy.
"""
import json
import pathlib
import sys
import time

import numpy as np
from scipy import ndimage

TOLERANCE = 2.0
FULL = np.ones((3, 3, 3))


def crop(ref, pred):
    box = ndimage.find_objects((ref | pred).astype(np.uint8))[0]
    return ref[box], pred[box]


def border(mask):
    return mask & ~ndimage.binary_erosion(mask)


def lesions(ref, pred):
    r, count = ndimage.label(ref, FULL)
    p, predicted = ndimage.label(pred, FULL)
    both = (r > 0) & (p > 0)
    pairs, shared = np.unique(r[both].astype(np.int64) * (predicted + 1) + p[both], return_counts=True)
    rs, ps = pairs // (predicted + 1), pairs % (predicted + 1)
    rsize, psize = np.bincount(r.ravel()), np.bincount(p.ravel())
    dice = sum(2 * shared[rs == i].sum() / (rsize[i] + psize[ps[rs == i]].sum()) for i in np.unique(rs))
    found, false = len(np.unique(rs)), predicted - len(np.unique(ps))
    return [count, found, predicted, false, float(dice / (count + false))]


def measure(reference, prediction, label, spacing):
    ref, pred = crop(reference == label, prediction == label)
    a, b = border(ref), border(pred)
    one = ndimage.distance_transform_edt(~b, sampling=spacing)[a]
    two = ndimage.distance_transform_edt(~a, sampling=spacing)[b]
    count = one.size + two.size
    return [2 * int((ref & pred).sum()) / int(ref.sum() + pred.sum()), float(max(np.percentile(one, 95), np.percentile(two, 95))),
            float((one.sum() + two.sum()) / count), float(((one <= TOLERANCE + 1e-9).sum() + (two <= TOLERANCE + 1e-9).sum()) / count),
            *lesions(ref, pred)]


def main():
    folder, repeat = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    for case in json.loads((folder / "cases.json").read_text()):
        reference, prediction = (np.load(folder / f"{case['Name']}-{w}.npy") for w in ("reference", "prediction"))
        for label in case["Labels"]:
            figures, seconds = measure(reference, prediction, label, case["Spacing"]), []
            for _ in range(repeat):
                began = time.perf_counter()
                measure(reference, prediction, label, case["Spacing"])
                seconds.append(time.perf_counter() - began)
            print(json.dumps({"Name": case["Name"], "Label": label, "Figures": figures, "Seconds": sorted(seconds)[repeat // 2]}))


main()
