#!/usr/bin/python3
"""Golden numbers for MedMim.Evaluation.Probes. Writes probes.json beside itself.

Linear probe: sklearn's LogisticRegression (multinomial, Newton), whose objective is ours times C·n with λ = 1 / (C·n).
Nearest neighbours: votes of exp(s / 0.07) counted by sorting all similarities in double precision. Components: numpy's
singular value decomposition of the centred vectors.
"""
import json
import pathlib

import numpy as np
from sklearn.linear_model import LogisticRegression


def cloud(rng, rows, columns, classes, spread):
    centres = rng.normal(0, 1, (classes, columns))
    labels = rng.integers(0, classes, rows)
    return short(centres[labels] + spread * rng.normal(0, 1, (rows, columns))), labels


def short(x):
    """Three digits: few bytes, and the same number in single precision wherever it is read."""
    return np.round(x, 3).astype(np.float32)


def numbers(x):
    return [round(float(v), 3) for v in x.ravel()]


def linear(rng, rows, columns, classes, penalty):
    x, y = cloud(rng, rows, columns, classes, 1.5)
    fit = LogisticRegression(C=1 / (penalty * rows), multi_class="multinomial", solver="newton-cg", tol=1e-7, max_iter=10000)
    fit.fit(x.astype(np.float64), y)
    return {"columns": columns, "classes": classes, "penalty": penalty, "vectors": numbers(x), "labels": y.tolist(),
            "weights": fit.coef_.ravel().tolist(), "probabilities": fit.predict_proba(x.astype(np.float64)).ravel().tolist()}


def neighbours(rng, rows, queries, columns, classes, k):
    x, y = cloud(rng, rows + queries, columns, classes, 2.5)
    unit = x.astype(np.float64) / np.linalg.norm(x.astype(np.float64), axis=1, keepdims=True)
    s = unit[rows:] @ unit[:rows].T
    answers = []
    for row in s:
        best = np.argsort(-row, kind="stable")[:k]
        answers.append(int(np.argmax(np.bincount(y[best], np.exp(row[best] / 0.07), classes))))
    return {"columns": columns, "classes": classes, "neighbours": k, "bank": numbers(x[:rows]),
            "labels": y[:rows].tolist(), "queries": numbers(x[rows:]), "answers": answers}


def components(rng, rows, columns, count):
    x = short(rng.normal(0, 1, (rows, columns)) * np.linspace(3, 0.5, columns) @ rng.normal(0, 1, (columns, columns)))
    centred = x.astype(np.float64) - x.astype(np.float64).mean(0)
    _, s, v = np.linalg.svd(centred, full_matrices=False)
    axes = v[:count] * np.sign([row[np.argmax(np.abs(row))] for row in v[:count]])[:, None]
    return {"columns": columns, "vectors": numbers(x), "axes": axes.ravel().tolist(),
            "shares": (s[:count] ** 2 / np.sum(s**2)).tolist()}


def main():
    rng = np.random.default_rng(11)
    out = {
        "linear": [linear(rng, 60, 5, 3, 1e-2), linear(rng, 90, 11, 4, 1e-4)],
        "neighbours": [neighbours(rng, 41, 30, 13, 3, 5), neighbours(rng, 60, 20, 9, 4, 20)],
        "components": [components(rng, 50, 7, 3)],
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(out) + "\n")


if __name__ == "__main__":
    main()
