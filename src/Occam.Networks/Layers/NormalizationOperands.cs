namespace Occam.Networks.Layers;

/// <summary>
/// The arrays of one pass of a normalization, at the beginning of a set; an array that the pass does not have is null. Value: x, result.
/// First order: vector, y, result. Second order: all but x.
/// </summary>
internal unsafe struct NormalizationOperands<T>
    where T : unmanaged
{
    public const int Arrays = 6;

    public T* X, Y, Vector, Cotangent, InputTangent, OutputTangent, Result;

    public readonly NormalizationOperands<T> At(nint offset)
    {
        NormalizationOperands<T> moved = default;
        moved.X = Move(X, offset);
        moved.Y = Move(Y, offset);
        moved.Vector = Move(Vector, offset);
        moved.Cotangent = Move(Cotangent, offset);
        moved.InputTangent = Move(InputTangent, offset);
        moved.OutputTangent = Move(OutputTangent, offset);
        moved.Result = Move(Result, offset);
        return moved;
    }

    /// <summary>The same set with each of its arrays in one run of its own in the buffer, the result's only if it is added to.</summary>
    public readonly NormalizationOperands<T> Pack(Runs runs, T* buffer, bool accumulate)
    {
        NormalizationOperands<T> packed = default;
        packed.X = Gather(X, runs, ref buffer);
        packed.Y = Gather(Y, runs, ref buffer);
        packed.Vector = Gather(Vector, runs, ref buffer);
        packed.Cotangent = Gather(Cotangent, runs, ref buffer);
        packed.InputTangent = Gather(InputTangent, runs, ref buffer);
        packed.OutputTangent = Gather(OutputTangent, runs, ref buffer);
        packed.Result = accumulate ? Gather(Result, runs, ref buffer) : buffer;
        return packed;
    }

    /// <summary>Writes a packed result where it belongs.</summary>
    public readonly void Unpack(T* packed, Runs runs)
    {
        T* target = Result;
        for (int run = 0; run < runs.Count; run++, target += runs.Stride, packed += runs.Length)
        {
            if (runs.Length == 1) *target = *packed;
            else new Span<T>(packed, runs.Length).CopyTo(new Span<T>(target, runs.Length));
        }
    }

    private static T* Move(T* array, nint offset) => array == null ? null : array + offset;

    private static T* Gather(T* source, Runs runs, ref T* buffer)
    {
        if (source == null) return null;
        T* start = buffer;
        for (int run = 0; run < runs.Count; run++, source += runs.Stride, buffer += runs.Length)
        {
            if (runs.Length == 1) *buffer = *source;
            else new Span<T>(source, runs.Length).CopyTo(new Span<T>(buffer, runs.Length));
        }

        return start;
    }
}
