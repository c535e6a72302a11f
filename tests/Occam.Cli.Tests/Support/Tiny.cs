namespace Occam.Cli.Tests.Support;

/// <summary>Settings of runs that take a moment.</summary>
internal static class Tiny
{
    public static string[] Settings { get; } = ["train=100", "test=100", "model=mlp:8", "steps=60", "batch-size=20", "warm-up=10"];

    /// <summary>Enough steps that a signal arrives in the midst of them, and no early end.</summary>
    public static string[] Long { get; } =
        ["train=200", "test=100", "model=mlp:16", "steps=8000", "batch-size=20", "warm-up=10", "learning-rate=0.0001", "optimizer=sgd"];

    public static string[] Explain(params string[] more) => ["explain", .. Settings, "--threads", "1", .. more];

    public static string[] ExplainLong(params string[] more) => ["explain", .. Long, "--threads", "1", .. more];
}
