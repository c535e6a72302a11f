using System.Collections.Immutable;
using System.Numerics;

namespace Occam.Networks.Onnx;

/// <summary>A constant array of a file: real numbers in the precision in which they are stored, or integers.</summary>
internal sealed record OnnxTensor(string Name, ImmutableArray<int> Dimensions)
{
    public float[]? Singles { get; init; }

    public double[]? Doubles { get; init; }

    public long[]? Integers { get; init; }

    public int Rank => Dimensions.Length;

    public bool IsReal => Integers is null;

    public int Length => Singles?.Length ?? Doubles?.Length ?? Integers!.Length;

    /// <summary>The shape, for messages: "[3, 8]".</summary>
    public string Shape => $"[{string.Join(", ", Dimensions)}]";

    /// <summary>A stored real number.</summary>
    public double Real(int i) => Singles is null ? Doubles![i] : Singles[i];

    /// <summary>The place of the first infinity or NaN, or −1.</summary>
    public int FirstNotFinite() =>
        Singles is null ? Doubles.AsSpan().IndexOfAnyExceptInRange(double.MinValue, double.MaxValue) : Singles.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);

    /// <summary>The only value of an array of one real or whole number, or null.</summary>
    public double? Single => Length != 1 ? null : Integers is null ? Decimal(Real(0)) : Integers[0];

    /// <summary>The values times a factor, rounded once.</summary>
    public void CopyTo<T>(Span<T> destination, double factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < destination.Length; i++) destination[i] = T.CreateTruncating(factor * Real(i));
    }

    /// <summary>The transpose of a matrix, times a factor.</summary>
    public void CopyTransposedTo<T>(Span<T> destination, double factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int rows, int columns) = (Dimensions[0], Dimensions[1]);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) destination[(j * rows) + i] = T.CreateTruncating(factor * Real((i * columns) + j));
        }
    }

    /// <summary>The transpose of a matrix of real numbers, in the precision in which it is stored.</summary>
    public OnnxTensor Transpose()
    {
        OnnxTensor turned = new(Name, [Dimensions[1], Dimensions[0]]) { Singles = Singles is null ? null : new float[Length], Doubles = Doubles is null ? null : new double[Length] };
        if (turned.Singles is not null) CopyTransposedTo(turned.Singles.AsSpan(), 1);
        else CopyTransposedTo(turned.Doubles.AsSpan(), 1);
        return turned;
    }

    /// <summary>The number that a person wrote: settings such as 1e-5 are stored in single precision, and the shortest decimal gives them back.</summary>
    public static double Decimal(double stored)
    {
        System.Globalization.CultureInfo invariant = System.Globalization.CultureInfo.InvariantCulture;
        float single = (float)stored;
        return single == stored ? double.Parse(single.ToString("R", invariant), invariant) : stored;
    }
}
