"""The numbers of StabilityBoundTests.A_thousand_steps_are_summed_beyond_the_range_of_double, in 60 decimal digits.

The sum is written as the theorem writes it, a product for every term, not as a recursion.
"""
from decimal import Decimal, getcontext

getcontext().prec = 60
steps, rate, beta, lipschitz, examples = 1000, Decimal("0.1"), Decimal(20), Decimal(60), 100
milestones = [(0, 100), (10, 20), (100, 5), (1000, 1)]


def coherence(t):
    for (a, low), (b, high) in zip(milestones, milestones[1:]):
        if a <= t < b:
            return low + Decimal(t - a) / (b - a) * (high - low)


terms = [rate * (2 * (1 - coherence(t) / examples)).sqrt() for t in range(steps)]
bound = sum((1 + rate * beta) ** (steps - t) * terms[t - 1] for t in range(1, steps + 1)) * lipschitz**2 / examples
print("with growth", bound.log10())
print("without", (sum(terms) * lipschitz**2 / examples).log10())
