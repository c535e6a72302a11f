#!/usr/bin/python3
"""The work of the benchmarks in PyTorch: peers.py ROW THREADS [--seconds S]. Prints one JSON line.

Every setting (oneDNN on or off, channels-last or not, the routes of a row) is tried; the best by median is reported, and all
of them are listed. The BLAS library that PyTorch loaded is named: with the reference BLAS of Debian's libblas3 the numbers
mean nothing; install libopenblas0-pthread, or put it on LD_LIBRARY_PATH.
"""
import argparse
import itertools
import json
import os
import statistics
import sys
import time

ROWS = ["sgemm-1024", "sgemm-2048", "cholesky-10000", "mlp", "cnn", "mlp-512", "mlp-512x3", "alexnet", "inception", "mlp-gradient", "cnn-gradient", "mlp-norms", "cnn-norms",
        "mlp-hvp", "cnn-hvp", "winsorized", "winsorized-8", "winsorized-50", "gram-1000", "gram-1000-by-hand", "landscape", "landscape-cnn"]
BATCH = 128


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("row", choices=ROWS)
    parser.add_argument("threads", type=int)
    parser.add_argument("--seconds", type=float, default=20.0, help="time to spend, shared by the settings")
    return parser.parse_args()


ARGUMENTS = arguments()
os.environ.setdefault("OPENBLAS_CORETYPE", "SkylakeX")
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = str(ARGUMENTS.threads)

# The libraries read the variables above when they are loaded.
import numpy  # noqa: E402
import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402

import gram  # noqa: E402
import landscape  # noqa: E402
import winsorized  # noqa: E402
from networks import NETWORKS  # noqa: E402
from norms import gradient_and_norms  # noqa: E402


def sgemm(size):
    a, b = torch.randn(size, size), torch.randn(size, size)
    c, na, nb = torch.empty(size, size), a.numpy(), b.numpy()
    nc = numpy.empty((size, size), numpy.float32)
    yield {"route": "torch.mm"}, lambda: torch.mm(a, b, out=c)
    yield {"route": "numpy.dot"}, lambda: numpy.dot(na, nb, out=nc)


def cholesky(size):
    a = numpy.random.default_rng(1).random((size, size), dtype=numpy.float32) - 0.5
    a[numpy.diag_indices(size)] = size
    t = torch.from_numpy(a)
    yield {"route": "numpy.linalg.cholesky"}, lambda: numpy.linalg.cholesky(a)
    yield {"route": "torch.linalg.cholesky"}, lambda: torch.linalg.cholesky(t)


def step_of(network, x, y):
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9)

    def step():
        optimizer.zero_grad()
        F.cross_entropy(network(x), y).backward()
        optimizer.step()
    return step


def gradient_of(network, x, y):
    def gradient():
        network.zero_grad()
        F.cross_entropy(network(x), y).backward()
    return gradient


def norms_of(share):
    def make(network, x, y):
        def norms():
            network.zero_grad()
            gradient_and_norms(network, x, y, share)
        return norms
    return make


def hessian_product_of(network, x, y):
    parameters = list(network.parameters())
    direction = [torch.randn_like(p) for p in parameters]

    def product():
        gradient = torch.autograd.grad(F.cross_entropy(network(x), y), parameters, create_graph=True)
        torch.autograd.grad(gradient, parameters, direction)
    return product


def on_network(name, routes):
    """One run for each way of laying out the images and each route."""
    for last, (route, make) in itertools.product([False] if name.startswith("mlp") else [False, True], routes.items()):
        torch.manual_seed(1)
        network, shape = NETWORKS[name]()
        x, y = torch.rand(BATCH, *shape), torch.randint(10, (BATCH,))
        if last:
            network, x = network.to(memory_format=torch.channels_last), x.contiguous(memory_format=torch.channels_last)
        yield {"channels_last": last, "route": route}, make(network, x, y)


def runs(row):
    if row.startswith("sgemm"):
        return sgemm(int(row.split("-")[1]))
    if row.startswith("cholesky"):
        return cholesky(int(row.split("-")[1]))
    if row.startswith("winsorized"):
        return winsorized.runs(float(row.partition("-")[2] or 2))
    if row.startswith("gram"):
        return gram.runs(row.endswith("by-hand"))
    if row.startswith("landscape"):
        return landscape.runs("cnn" if row.endswith("cnn") else "mlp")
    name, _, what = (row, "", "") if row in NETWORKS else row.partition("-")
    return on_network(name, {
        "": {"step": step_of},
        "gradient": {"backward": gradient_of},
        "norms": {"norms-beside": norms_of(False)} | ({"sum-of-rows": norms_of(True)} if name == "cnn" else {}),
        "hvp": {"double-backward": hessian_product_of}}[what])


def once(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def measure(run, seconds, best):
    """Seconds of each repetition, after a warm-up: at least five, then until the time is spent.

    A setting that is still more than twice as slow as the best one after its warm-up is dropped with two repetitions.
    """
    once(run)
    times, end = [once(run), once(run)], time.perf_counter() + seconds
    if min(times) > 2 * best:
        return times
    while len(times) < 5 or time.perf_counter() < end and len(times) < 1000:
        times.append(once(run))
    return times


def loaded_blas():
    with open("/proc/self/maps", encoding="ascii", errors="replace") as maps:
        found = {os.path.realpath(line.split()[-1]) for line in maps if "blas" in line.rsplit("/", 1)[-1]}
    return sorted(os.path.basename(name) for name in found)


def main():
    torch.set_num_threads(ARGUMENTS.threads)
    one_dnn = [True] if ARGUMENTS.row.startswith(("sgemm", "cholesky", "winsorized", "gram")) else [True, False]
    settings = [({"one_dnn": on, **setting}, run) for on in one_dnn for setting, run in runs(ARGUMENTS.row)]
    results = []
    for setting, run in settings:
        with torch.backends.mkldnn.flags(enabled=setting["one_dnn"]):
            best = min((r["seconds_median"] for r in results), default=float("inf"))
            times = measure(run, ARGUMENTS.seconds / len(settings), best)
        results.append({"seconds_median": statistics.median(times), "seconds_min": min(times), "repetitions": len(times),
                        "setting": setting})
    best = min(results, key=lambda r: r["seconds_median"])
    blas = loaded_blas()
    if not any("openblas" in name for name in blas):
        print(f"peers.py: PyTorch runs on {', '.join(blas)}, not OpenBLAS; install libopenblas0-pthread for a fair peer",
              file=sys.stderr)
    print(json.dumps({"row": ARGUMENTS.row, "threads": ARGUMENTS.threads, **best, "torch": torch.__version__, "blas": blas,
                      "all": results}))


if __name__ == "__main__":
    main()
