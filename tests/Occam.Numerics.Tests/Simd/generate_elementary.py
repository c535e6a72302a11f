"""Fits the polynomials of Occam.Numerics.Simd and writes the reference values of its tests.

    python3 generate_elementary.py polynomials     rewrites src/Occam.Numerics/Simd/{Single,Double}Polynomials.cs
    python3 generate_elementary.py reference [N]   rewrites elementary_reference.json: for a function and a format about N points,
                                                   each an argument, the nearest double to the value, and what is left of it

Needs mpmath. Each polynomial is the weighted minimax (Remez) polynomial of its target. Except around zero, the
coefficients are rounded to the format one after another, lowest first, and the rest is fitted again.
"""
import os
import random
import struct
import sys

import mpmath as mp

mp.mp.dps = 90
HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, "..", "..", "..", "src", "Occam.Numerics", "Simd")


def rounded(value, single):
    """The nearest number of the format; mpmath rounds to a precision, which is enough away from subnormals."""
    with mp.workprec(24 if single else 53):
        return +mp.mpf(value)


# ---- polynomials -------------------------------------------------------------------------------------------------

def horner(coefficients, x):
    total = mp.mpf(0)
    for c in reversed(coefficients):
        total = total * x + c
    return total


def remez(target, weight, low, high, fixed, free):
    """Minimizes max |weight (target - fixed - x^k free)| over the free coefficients, k = len(fixed)."""
    k = len(fixed)
    grid = [(low + high) / 2 - (high - low) / 2 * mp.cos(mp.pi * i / 600) for i in range(601)]
    values = [target(x) - horner(fixed, x) for x in grid]
    weights = [weight(x) for x in grid]
    picks = [round(600 * i / free) for i in range(free + 1)]
    best = None
    for _ in range(30):
        rows, right = mp.matrix(free + 1, free + 1), mp.matrix(free + 1, 1)
        for r, g in enumerate(picks):
            for c in range(free):
                rows[r, c] = weights[g] * grid[g] ** (k + c)
            rows[r, free] = (-1) ** r
            right[r] = weights[g] * values[g]
        solution = mp.lu_solve(rows, right)
        coefficients = [solution[i] for i in range(free)]
        errors = [w * (v - x ** k * horner(coefficients, x)) for w, v, x in zip(weights, values, grid)]
        worst = max(abs(e) for e in errors)
        if best is None or worst < best[0]:
            best = (worst, coefficients)
        if worst <= abs(solution[free]) * mp.mpf("1.0005"):
            break
        picks = exchange(errors, free + 1)
    return best


def exchange(errors, count):
    """The largest error of every run of equal sign; the smallest are dropped from the ends until count are left."""
    extremes = []
    for i, e in enumerate(errors):
        if extremes and (e >= 0) == (errors[extremes[-1]] >= 0):
            if abs(e) > abs(errors[extremes[-1]]):
                extremes[-1] = i
        else:
            extremes.append(i)
    while len(extremes) > count:
        extremes.pop(0 if abs(errors[extremes[0]]) < abs(errors[extremes[-1]]) else -1)
    for i in range(len(errors)):
        if len(extremes) >= count:
            break
        if i not in extremes:
            extremes = sorted(extremes + [i])
    return extremes


def fit(target, weight, low, high, degree, single):
    if low == -mp.mpf(high) and weight(low) == weight(high):
        # With a coefficient held, the rest is no Chebyshev system around zero; rounding costs little here.
        _, coefficients = remez(target, weight, mp.mpf(low), mp.mpf(high), [], degree + 1)
        fixed = [rounded(c, single) for c in coefficients]
    else:
        fixed = []
    for i in range(len(fixed), degree + 1):
        _, coefficients = remez(target, weight, mp.mpf(low), mp.mpf(high), fixed, degree + 1 - i)
        fixed.append(rounded(coefficients[0], single))
    low, high = mp.mpf(low), mp.mpf(high)
    grid = [low + (high - low) * i / 3000 for i in range(3001)]
    return fixed, max(abs(weight(x) * (target(x) - horner(fixed, x))) for x in grid)


def even(x):
    """The square root of a squared argument, kept off zero so that quotients below stay defined."""
    return mp.sqrt(max(x, mp.mpf(10) ** -24))


def away(x):
    return x if abs(x) > mp.mpf(10) ** -20 else mp.mpf(10) ** -20


def polynomials():
    """name, formula, target, weight, low, high, degree in float, degree in double (None: not needed)."""
    half_log2 = mp.log(2) / 2 * mp.mpf("1.0001")
    s_max = ((mp.sqrt(2) - 1) / (mp.sqrt(2) + 1)) ** 2 * mp.mpf("1.0001")
    log_erfc = lambda u, c: -mp.log(mp.erfc(u + c))
    erfc_share = lambda u, c: mp.erfc(u + c) / mp.erf(u + c)
    return [
        ("ExpRemainder", "(exp(x) - 1 - x) / x², |x| ≤ ln(2)/2",
         lambda x: (mp.exp(away(x)) - 1 - away(x)) / away(x) ** 2, lambda x: half_log2 ** 2 / (1 - mp.exp(-half_log2)),
         -half_log2, half_log2, 5, 10),
        ("LogRemainder", "(2 artanh(s) - 2s) / s³ for x = s², s ≤ (√2 - 1)/(√2 + 1)",
         lambda x: (2 * mp.atanh(even(x)) - 2 * even(x)) / even(x) ** 3, lambda x: x / 2, 0, s_max, 2, 6),
        ("TanhRemainder", "tanh(a)/a - 1 for x = a², a ≤ 0.55",
         lambda x: mp.tanh(even(x)) / even(x) - 1, lambda x: even(x) / mp.tanh(even(x)), 0, mp.mpf("0.3026"), 5, 10),
        ("ErfRemainder", "erf(a)/a - 1 for x = a², a ≤ 1",
         lambda x: mp.erf(even(x)) / even(x) - 1, lambda x: even(x) / mp.erf(even(x)), 0, 1, 6, 11),
        ("LogErfcSingle", "-ln(erfc(x + 2.5)), -1.5 ≤ x ≤ 1.5",
         lambda x: log_erfc(x, mp.mpf("2.5")), lambda x: erfc_share(x, mp.mpf("2.5")), mp.mpf("-1.5"), mp.mpf("1.5"), 6, None),
        ("LogErfcDouble", "-ln(erfc(x + 3.5)), -2.5 ≤ x ≤ 2.5",
         lambda x: log_erfc(x, mp.mpf("3.5")), lambda x: erfc_share(x, mp.mpf("3.5")), mp.mpf("-2.5"), mp.mpf("2.5"), None, 17),
        ("SineOfTurns", "sin(2πt)/t for x = t², t ≤ 1/8",
         lambda x: mp.sin(2 * mp.pi * even(x)) / even(x), lambda x: mp.mpf(1) / 6, 0, mp.mpf(1) / 64, None, 6),
        ("CosineOfTurns", "(cos(2πt) - 1)/t² for x = t², t ≤ 1/8",
         lambda x: -2 * (mp.sin(mp.pi * even(x)) / even(x)) ** 2, lambda x: x, 0, mp.mpf(1) / 64, None, 6),
    ]


def literal(value, single):
    if single:
        return repr(struct.unpack("f", struct.pack("f", float(value)))[0]) + "f"
    return repr(float(value))


def write_polynomials():
    for single in (True, False):
        kind, name = ("float", "Single") if single else ("double", "Double")
        lines = ["// Written by tests/Occam.Numerics.Tests/Simd/generate_elementary.py polynomials.",
                 "using System.Runtime.CompilerServices;", "using System.Runtime.Intrinsics;",
                 "using static System.Runtime.Intrinsics.Vector256;", "", "namespace Occam.Numerics.Simd;", "",
                 f"/// <summary>Minimax polynomials with {kind} coefficients, one fused multiply-add a coefficient, highest first.</summary>",
                 f"internal static class {name}Polynomials", "{"]
        first = True
        for title, formula, target, weight, low, high, degree_single, degree_double in polynomials():
            degree = degree_single if single else degree_double
            if degree is None:
                continue
            coefficients, error = fit(target, weight, low, high, degree, single)
            print(kind, title, "degree", degree, "error 2 ^", mp.nstr(mp.log(error, 2), 5), flush=True)
            if not first:
                lines.append("")
            first = False
            title = title.removesuffix("Single").removesuffix("Double")
            lines += [f"    /// <summary>{formula}. Largest weighted error of the fit: 2^{mp.nstr(mp.log(error, 2), 4)}.</summary>",
                      "    [MethodImpl(MethodImplOptions.AggressiveInlining)]",
                      f"    internal static Vector256<{kind}> {title}(Vector256<{kind}> x)", "    {",
                      f"        Vector256<{kind}> p = Create({literal(coefficients[-1], single)});"]
            lines += [f"        p = FusedMultiplyAdd(p, x, Create({literal(c, single)}));" for c in reversed(coefficients[1:-1])]
            lines += [f"        return FusedMultiplyAdd(p, x, Create({literal(coefficients[0], single)}));", "    }"]
        lines += ["}", ""]
        with open(os.path.join(SOURCE, name + "Polynomials.cs"), "w") as file:
            file.write("\n".join(lines))


# ---- reference values --------------------------------------------------------------------------------------------

FUNCTIONS = {
    "Exp": mp.exp, "Expm1": mp.expm1, "Log": mp.log, "Log1p": mp.log1p, "Tanh": mp.tanh, "Erf": mp.erf,
    "Sigmoid": lambda x: 1 / (1 + mp.exp(-x)), "Softplus": lambda x: mp.log1p(mp.exp(-abs(x))) + max(x, mp.mpf(0)),
}

# Uniform on an interval, or log-uniform in magnitude between two powers of two (signs as given): single and double.
RANGES = {
    "Exp": ([(-104, 89), (-1, 1)], [(-746, 710), (-1, 1)]), "Expm1": ([(-20, 89), (-2, 2)], [(-40, 710), (-2, 2)]),
    "Log": ([(0, 4), (0.9, 1.1)], [(0, 4), (0.9, 1.1)]), "Log1p": ([(-1, 4), (-0.2, 0.2)], [(-1, 4), (-0.2, 0.2)]),
    "Tanh": ([(-10, 10), (-1, 1)], [(-20, 20), (-1, 1)]), "Erf": ([(-4.2, 4.2), (-1.5, 1.5)], [(-6.2, 6.2), (-1.5, 1.5)]),
    "Sigmoid": ([(-104, 20), (-3, 3)], [(-746, 40), (-3, 3)]), "Softplus": ([(-104, 30), (-3, 3)], [(-746, 50), (-3, 3)]),
}
POWERS = {"Log": (True, False), "Log1p": (True, True)}
THRESHOLDS = {
    True: [0x00000001, 0x00400000, 0x007FFFFF, 0x00800000, 0x3F800000, 0x3F7FFFFF, 0x3F800001, 0x42B17217, 0x42B17218, 0x42CFF1B4,
           0x42CFF1B5, 0x42AEAC4F, 0x7F7FFFFF, 0x33000000, 0x3F3504F3, 0x3F3504F4, 0x3FB504F3, 0x3EB17218, 0x407AD447],
    False: [0x1, 0x8000000000000, 0xFFFFFFFFFFFFF, 0x10000000000000, 0x3FF0000000000000, 0x3FEFFFFFFFFFFFFF, 0x3FF0000000000001,
            0x40862E42FEFA39EF, 0x40862E42FEFA39F0, 0x40874910D52D3051, 0x40874910D52D3052, 0x4086232BDD7ABCD2, 0x7FEFFFFFFFFFFFFF,
            0x3C90000000000000, 0x3FE6A09E667F3BCC, 0x3FE6A09E667F3BCD, 0x3FF6A09E667F3BCD, 0x3FD62E42FEFA39EF, 0x4017AFB48DC96626],
}


def to_value(bits, single):
    return struct.unpack("<f", struct.pack("<I", bits))[0] if single else struct.unpack("<d", struct.pack("<Q", bits))[0]


def nearest(value, single):
    return struct.unpack("f", struct.pack("f", value))[0] if single else value


def points(name, single, count, generator):
    chosen = [s * to_value(b, single) for b in THRESHOLDS[single] for s in (1, -1)]
    ranges = RANGES[name][0 if single else 1]
    for i in range(count):
        if i % 4 == 3:
            positive_only, wide = name == "Log", POWERS.get(name, (False, False))[0]
            bottom, top = (-149, 127) if single else (-1074, 1023)
            magnitude = 2.0 ** generator.randint(bottom, top if wide else 2) * generator.uniform(1, 1.99)
            chosen.append(magnitude if positive_only or generator.random() < 0.5 else -magnitude)
        else:
            low, high = ranges[i % len(ranges)]
            chosen.append(generator.uniform(low, high))
    chosen = [nearest(x, single) for x in chosen]
    domain = {"Log": lambda x: x > 0, "Log1p": lambda x: x > -1}.get(name, lambda x: True)
    return [x for x in chosen if domain(x)]


def write_reference(count):
    generator = random.Random(20240229)
    mp.mp.dps = 60
    result = {}
    limit = {True: mp.mpf(2) ** 128 * (1 - mp.mpf(2) ** -25), False: mp.mpf(2) ** 1024 * (1 - mp.mpf(2) ** -54)}
    for name, function in FUNCTIONS.items():
        for single in (True, False):
            rows = []
            for x in points(name, single, count, generator):
                # Underflow to zero and overflow to infinity are decided by the magnitude, so huge arguments need no evaluation.
                y = function(mp.mpf(min(max(x, -800.0), 800.0)) if name not in ("Log", "Log1p") and not (name == "Softplus" and x > 0) else mp.mpf(x))
                if name == "Softplus" and x > 800:
                    y = mp.mpf(x)
                if abs(y) >= limit[single]:
                    rows += [repr(x), "1e999", "0"]
                else:
                    rows += [repr(x), repr(float(y)), mp.nstr(y - mp.mpf(float(y)), 4)]
            result[name + ("Single" if single else "Double")] = rows
    with open(os.path.join(HERE, "elementary_reference.json"), "w") as file:
        blocks = []
        for name, rows in result.items():
            lines = [", ".join(rows[i:i + 12]) for i in range(0, len(rows), 12)]
            blocks.append(f'"{name}": [\n' + ",\n".join(lines) + "]")
        file.write("{" + ",\n".join(blocks) + "}\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["polynomials"]:
        write_polynomials()
    elif sys.argv[1:2] == ["reference"]:
        write_reference(int(sys.argv[2]) if len(sys.argv) > 2 else 120)
    else:
        sys.exit(__doc__)
