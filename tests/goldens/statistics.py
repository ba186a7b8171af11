#!/usr/bin/python3
"""Golden numbers for MedMim.Evaluation.Statistics, from scipy.stats. Writes statistics.json beside itself.

Bootstrap: scipy.stats.bootstrap (BCa and percentile) on resamples made by a small congruential generator, so that the
C# test can make the same ones. Wilcoxon: scipy.stats.wilcoxon (exact, normal), and by enumerating signs where ranks tie.
"""
import itertools
import json
import pathlib

import numpy as np
from scipy import stats
from scipy.stats import _resampling

REPLICATES = 999


def indices(n):
    state, out = 12345, []
    for _ in range(REPLICATES * n):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        out.append((state >> 33) % n)
    return np.array(out).reshape(REPLICATES, n)


def bootstrap(sample):
    resamples = indices(len(sample))
    _resampling._bootstrap_resample = lambda s, n_resamples=None, random_state=None: s[..., resamples]
    out = {"sample": sample}
    for method in ("BCa", "percentile"):
        for level in (0.95, 0.8):
            ci = stats.bootstrap((np.array(sample),), np.mean, n_resamples=REPLICATES, confidence_level=level,
                                 method=method, vectorized=True).confidence_interval
            out[f"{method}{round(level * 100)}"] = [float(ci.low), float(ci.high)]
    return out


def enumerated(d):
    d = np.array(d)
    d = d[d != 0]
    ranks = stats.rankdata(np.abs(d))
    w = ranks[d > 0].sum()
    extreme = min(w, ranks.sum() - w)
    sums = [np.dot(s, ranks) for s in itertools.product((0, 1), repeat=len(d))]
    return min(1.0, 2 * float(np.mean(np.array(sums) <= extreme + 1e-9)))


def main():
    rng = np.random.default_rng(7)
    # Multiples of 1/1024 add up exactly, so that a resample which permutes the sample ties with the estimate.
    samples = [np.round(s * 1024) / 1024 for s in (
        rng.normal(0.7, 0.1, 8), rng.beta(5, 2, 25), rng.exponential(3, 12), rng.normal(0.02, 0.05, 40))]
    exact = [rng.normal(0.3, 1, n) for n in (1, 5, 9, 20, 45)]
    ties = [[1, 1, -1, 2, 3, 3, -2], [0, 0, 0.5, 0.5, -0.5, 1, 1, 2], [1, 1, 1, 1], [0.1, -0.1]]
    large = [np.round(rng.normal(0.05, 1, 320), 1), rng.normal(0.1, 1, 500)]
    out = {
        "replicates": REPLICATES,
        "bootstrap": [bootstrap([float(v) for v in s]) for s in samples],
        "wilcoxon": [{"differences": [float(v) for v in d], "p": float(stats.wilcoxon(d, mode="exact").pvalue)}
                     for d in exact]
        + [{"differences": d, "p": enumerated(d)} for d in ties]
        + [{"differences": [float(v) for v in d], "p": float(stats.wilcoxon(d, mode="approx").pvalue)} for d in large],
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(out) + "\n")


main()
