using System.Globalization;
using Occam.Networks.Curvature;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Networks.Interpolation;

/// <summary>Runs a network over all examples of a source, a few at a time; the number decides no bit.</summary>
internal static class ExampleRows
{
    private const int MostRows = 256, Values = 1 << 21;

    /// <summary>Outputs [example, output].</summary>
    /// <exception cref="InputException">An example has a value that is not finite.</exception>
    public static double[] Outputs(Network<double> network, ReadOnlySpan<double> theta, IExampleSource<double> examples, Workers workers)
    {
        int chunk = Math.Clamp(Values / network.Nodes.Max(n => n.Output.Size), 1, Math.Min(MostRows, examples.Count)), width = network.Output.Size;
        double[] outputs = new double[checked(examples.Count * width)];
        int[] labels = new int[chunk];
        using NetworkPasses<double> passes = new(network, workers, chunk);
        for (int first = 0; first < examples.Count; first += chunk)
        {
            int count = Math.Min(chunk, examples.Count - first);
            Span<double> inputs = passes.Begin(count);
            examples.Fill(first, inputs, labels.AsSpan(0, count));
            DemandFinite(inputs, first, network.Input.Size);
            passes.Forward(theta, [], default).CopyTo(outputs.AsSpan(first * width));
        }

        return outputs;
    }

    /// <summary>Whether two examples have the same values.</summary>
    public static bool AreEqual(IExampleSource<double> examples, int size, int one, int other)
    {
        double[] a = new double[size], b = new double[size];
        examples.Fill(one, a, new int[1]);
        examples.Fill(other, b, new int[1]);
        return a.AsSpan().SequenceEqual(b);
    }

    private static void DemandFinite(ReadOnlySpan<double> inputs, int first, int size)
    {
        int place = Reductions.IndexOfFirstNonFinite(inputs);
        if (place < 0) return;
        throw new InputException(
            $"Example {first + (place / size)}", "finite values", string.Create(CultureInfo.InvariantCulture, $"{inputs[place]} as value {place % size}"), "Mend the data, or leave the example out.");
    }
}
