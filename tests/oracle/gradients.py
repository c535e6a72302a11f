"""The numbers of measuring a matrix of gradients, with numpy: /usr/bin/python3 tests/oracle/gradients.py > tests/oracle/gradients/gradients.json

Row i, column j is ((i*i*5 + i*7 + j*13 + i*j*3) % 31 - 14) / 8, which single precision holds exactly; the class of row i is i % 3.
"""
import json

import numpy as np

n, parameters, batch = 26, 50, 4
i, j = np.meshgrid(np.arange(n), np.arange(parameters), indexing="ij")
g = ((i * i * 5 + i * 7 + j * 13 + i * j * 3) % 31 - 14) / 8


def statistics(rows):
    k = len(rows)
    mean, squares = rows.mean(axis=0), (rows ** 2).sum(axis=1)
    variance = ((rows - mean) ** 2).sum() / (k - 1)
    signal = mean @ mean - variance / k
    return {
        "gradient_norm": np.sqrt(mean @ mean), "coherence": mean @ mean / squares.mean(), "m_coherence": k * (mean @ mean) / squares.mean(),
        "fisher_trace": squares.mean(), "coherence_off_diagonal": (k * k * (mean @ mean) - squares.sum()) / squares.sum() / (k - 1), "gradient_variance_trace": variance, "noise_scale": variance / signal if signal > 0 else None,
    }


def pairs(means):
    norms = np.sqrt((means ** 2).sum(axis=1))
    cosine = means @ means.T / np.outer(norms, norms)
    other = ~np.eye(len(means), dtype=bool)
    mean = means.mean(axis=0)
    return {"batch_gradient_norm": norms.mean(), "flatness_ratio": norms.mean() / np.sqrt(mean @ mean), "batch_cosine": cosine[other].mean(), "gradient_regret": (norms[None, :] * (1 - cosine))[other].mean()}


def jackknife(rows, function):
    every, without = function(rows), [function(np.delete(rows, k, axis=0)) for k in range(len(rows))]
    errors = {}
    for key in every:
        values = [w[key] for w in without]
        if None in values or every[key] is None:
            continue
        values = np.array(values)
        errors[key + "_error"] = np.sqrt((len(values) - 1) / len(values) * ((values - values.mean()) ** 2).sum())
    return {**every, **errors}


blocks = g[: n // batch * batch].reshape(n // batch, batch, parameters).mean(axis=1)
classes = [jackknife(g[k::3], statistics) for k in range(3)]
print(json.dumps({
    "whole": {**jackknife(g, statistics), **jackknife(blocks, pairs)},
    "norms": list(np.sqrt((g ** 2).sum(axis=1))),
    "classes": [{"class": k, "examples": len(g[k::3]), "m_coherence": c["m_coherence"], "m_coherence_error": c["m_coherence_error"], "coherence_off_diagonal": c["coherence_off_diagonal"]} for k, c in enumerate(classes)],
}, indent=1))
