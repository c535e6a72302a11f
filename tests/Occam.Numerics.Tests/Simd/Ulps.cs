using System.Text.Json;

namespace Occam.Numerics.Tests.Simd;

/// <summary>Errors in units of the last place of the reference, in the format under test.</summary>
internal static class Ulps
{
    /// <summary>|result − (head + tail)| / ulp(head); infinite when an overflow or a NaN is on one side only.</summary>
    internal static double Error(double result, double head, double tail, bool single)
    {
        double largest = single ? float.MaxValue : double.MaxValue;
        if (double.IsInfinity(head) || double.IsInfinity(result))
        {
            // A reference just below the overflow threshold may be rounded up by one unit, and the other way round.
            double finite = double.IsInfinity(head) ? result : head;
            if (double.IsInfinity(head) && double.IsInfinity(result)) return result == head ? 0 : double.PositiveInfinity;
            return Math.Abs(finite) == largest ? 1 : double.PositiveInfinity;
        }

        return Math.Abs((result - head) - tail) / Unit(head, single);
    }

    internal static double Unit(double value, bool single)
    {
        int exponent = value == 0 ? -2000 : Math.ILogB(value);
        return Math.ScaleB(1, single ? Math.Max(exponent - 23, -149) : Math.Max(exponent - 52, -1074));
    }

    /// <summary>Triples (argument, head, tail) of one function from the committed file that generate_elementary.py writes.</summary>
    internal static IEnumerable<(double X, double Head, double Tail)> Reference(string name)
    {
        using Stream stream = File.OpenRead(TestFiles.Path("Simd", "elementary_reference.json"));
        using JsonDocument document = JsonDocument.Parse(stream);
        double[] numbers = [.. document.RootElement.GetProperty(name).EnumerateArray().Select(e => double.Parse(e.GetRawText()))];
        for (int i = 0; i < numbers.Length; i += 3) yield return (numbers[i], numbers[i + 1], numbers[i + 2]);
    }
}
