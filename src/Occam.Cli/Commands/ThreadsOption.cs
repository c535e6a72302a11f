using System.CommandLine;
using System.Globalization;
using Occam.Numerics.Errors;

namespace Occam.Cli.Commands;

/// <summary>--threads, of every command that computes.</summary>
internal static class ThreadsOption
{
    private const int Most = 1024;

    public static Option<string?> Create() => new("--threads") { Description = "threads to use; changes the speed and no digit", HelpName = "N" };

    /// <summary>The number of threads that was typed, or every processor.</summary>
    public static int Count(string? typed)
    {
        if (typed is null) return Math.Min(Environment.ProcessorCount, Most);
        return int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is > 0 and <= Most
            ? count
            : throw new InputException("--threads", $"a whole number from 1 to {Most}", $"'{typed}'", "Leave it out to use every processor.");
    }
}
