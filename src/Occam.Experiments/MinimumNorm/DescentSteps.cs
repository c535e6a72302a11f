using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Experiments.MinimumNorm;

/// <summary>The epochs from one milestone to the next: a part is a class, because with the square loss the classes do not meet.</summary>
internal readonly struct DescentSteps(DescentProblem problem, double[] weights, Seed orders, int from, int to, bool stochastic) : IParallelJob
{
    public void Run(int part, Scratch scratch)
    {
        int d = problem.Length / problem.Classes;
        Span<double> w = weights.AsSpan(part * d, d);
        double[] gradient = new double[d];
        int[] order = new int[problem.Count];
        for (int epoch = from; epoch < to; epoch++)
        {
            if (stochastic) OneByOne(w, part, epoch, order);
            else AllAtOnce(w, part, gradient);
        }
    }

    private void OneByOne(Span<double> w, int label, int epoch, int[] order)
    {
        orders.Derive(epoch).Permutation(order);
        foreach (int i in order)
        {
            ReadOnlySpan<double> x = problem.Row(i);
            VectorOperations.AddScaled((problem.Target(i, label) - Reductions.Dot<double>(x, w)) / problem.LargestSquare, x, w);
        }
    }

    private void AllAtOnce(Span<double> w, int label, double[] gradient)
    {
        Array.Clear(gradient);
        for (int i = 0; i < problem.Count; i++)
        {
            ReadOnlySpan<double> x = problem.Row(i);
            VectorOperations.AddScaled(problem.Target(i, label) - Reductions.Dot<double>(x, w), x, gradient);
        }

        VectorOperations.AddScaled<double>(1 / problem.SumOfSquares, gradient, w);
    }
}
