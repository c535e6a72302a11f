using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>Fills the plan; a part is some output rows.</summary>
/// <param name="plan">To be filled.</param>
/// <param name="cotangents">V [example, row].</param>
/// <param name="rows">How many output rows.</param>
/// <param name="keepZeros">Whether zero cotangents count as well, because some input is not finite and zero times it is not zero.</param>
internal readonly unsafe struct ExamplePlanJob<T>(ExamplePlan<T> plan, T* cotangents, int rows, bool keepZeros) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int RowsPerPart = 32;

    public void Run(int part, Scratch scratch)
    {
        int end = Math.Min(rows, (part + 1) * RowsPerPart);
        for (int row = part * RowsPerPart; row < end; row++) Fill(row);
    }

    private void Fill(int row)
    {
        int examples = plan.Examples, count = 0, negatives = 0;
        nint start = (nint)row * 2 * examples;
        int* active = plan.Starts + start;
        T* values = plan.Cotangents + start;
        for (int n = 0; n < examples; n++)
        {
            T value = cotangents[((nint)n * rows) + row];

            // Signs are as good as random: every example is written, and only those that count move the place on.
            (active[count], values[count]) = (n * Vector512<T>.Count, value);
            count += (value != T.Zero) | keepZeros ? 1 : 0;
            negatives += value < T.Zero ? 1 : 0;
        }

        (plan.Counts[2 * row], plan.Counts[(2 * row) + 1]) = (count, negatives);
        int negative = examples, positive = examples + negatives;
        for (int i = 0; i < count; i++)
        {
            int isNegative = values[i] < T.Zero ? 1 : 0, place = positive + (isNegative * (negative - positive));
            (active[place], values[place]) = (active[i], values[i]);
            (negative, positive) = (negative + isNegative, positive + 1 - isNegative);
        }
    }
}
