"""The numbers of CapacityBoundTests and NetworkGrowthTests, with whole numbers and math alone."""
from math import comb, e, log, sqrt

LN2 = log(2)

print("half-spaces", [round(log(2 * sum(comb(n - 1, k) for k in range(d + 1))), 10) for d, n in ((784, 2000), (784, 20000), (50, 51), (50, 52))])
print("rademacher", 0.3 + 3 * sqrt(log(2 / 0.05) / 400))
print("margin", 0.1 + 2 * 0.05 + 3 * sqrt((LN2 + log(20) + 1.5) / 1000))
print("stability", 2 * 0.01 + (4 * 100 * 0.01 + 1) * sqrt(log(20) / 200))
print("vc", sqrt(8 * (120 + log(80)) / 5000))
print("frobenius", 3 * (sqrt(2 * LN2) + 1) * 4 / 4)
print("path", 3 * sqrt(2 * (2 * LN2 + log(5)) * 16) / 4)


def growth(decisions, n):
    """Signs an example, degree, parameters."""
    total = 0
    for signs, degree, parameters in decisions:
        m = n * signs
        total += m * LN2 if m < parameters else min(m * LN2, LN2 + parameters * log(2 * e * m * degree / parameters))
    return min(total, n * LN2)


def dimension(decisions):
    n = 1
    while growth(decisions, n + 1) >= (n + 1) * LN2 * (1 - 1e-12):
        n += 1
    return n


MLP = [(3, 1, 9), (1, 2, 13)]
print("2-3-1 perceptron", growth(MLP, 5), growth(MLP, 1000), dimension(MLP))

# Convolution 2 of 3x3 on 1x6x6 with padding 1 (20 parameters), ReLU on 72 values, max-pool 2x2 on 18 windows of 6 pairs, dense 18 -> 1.
POOL = [(72, 1, 20), (18 * 6, 1, 20), (1, 2, 39)]
print("pooled", growth(POOL, 1000), dimension(POOL))
