using Occam.Numerics.Errors;

namespace Occam.Experiments.Measuring;

/// <summary>The size of minibatches: what was asked, or the default.</summary>
internal static class BatchSizes
{
    /// <summary>The largest power of two up to an eighth of the examples, at least 1.</summary>
    public static int Default(int examples)
    {
        int batch = 1;
        while (batch * 2 <= examples / 8) batch *= 2;
        return batch;
    }

    /// <summary>Adds a fault unless there are two blocks.</summary>
    public static void Check(int? asked, int examples, List<Fault> faults)
    {
        if (asked is { } batch && (batch < 1 || batch > examples / 2))
            faults.Add(new Fault("--batch-size", $"1 to {examples / 2}, so that there are two blocks", $"{batch}", "Choose a smaller batch, or more examples."));
    }
}
