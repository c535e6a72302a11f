"""Eigenvalues and log-determinants of a small integer matrix by numpy (LAPACK).

    /usr/bin/python3 tests/Occam.Numerics.Tests/Operators/generate_eigen.py

writes eigen.json beside itself. The matrix is a[i, j] = (13 i j + 7 (i + j)) mod 101 - 50, i, j = 0 ... 23.
"""
import json
import pathlib

import numpy

ORDER = 24
index = numpy.arange(ORDER)
matrix = ((13 * numpy.outer(index, index) + 7 * numpy.add.outer(index, index)) % 101 - 50).astype(float)
values = numpy.linalg.eigvalsh(matrix)
shift = 400.0
sign, logarithm = numpy.linalg.slogdet(matrix + shift * numpy.eye(ORDER))
assert sign == 1
result = {
    "order": ORDER,
    "values": values.tolist(),
    "shift": shift,
    "logDeterminant": logarithm,
    "trace": numpy.trace(matrix),
    "squaredTrace": numpy.trace(matrix @ matrix),
    "solution": numpy.linalg.solve(matrix + shift * numpy.eye(ORDER), index + 1.0).tolist(),
}
path = pathlib.Path(__file__).with_name("eigen.json")
path.write_text(json.dumps(result, indent=1) + "\n")
