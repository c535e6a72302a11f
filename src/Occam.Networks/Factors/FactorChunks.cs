namespace Occam.Networks.Factors;

/// <summary>How a memory budget cuts work into chunks of examples. The cut changes memory and time, never a result.</summary>
internal static unsafe class FactorChunks
{
    /// <summary>How many examples of so many values each fit the budget, from 1 to <paramref name="most"/>.</summary>
    public static int Examples<T>(long valuesPerExample, int most, long memory)
        where T : unmanaged
    {
        long bytes = checked(Math.Max(valuesPerExample, 1) * sizeof(T));
        long fitting = Math.Min(memory / bytes, int.MaxValue / Math.Max(valuesPerExample, 1));
        return (int)Math.Clamp(fitting, 1, Math.Max(most, 1));
    }
}
