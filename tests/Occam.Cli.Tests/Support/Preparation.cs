using Occam.Experiments;
using Occam.Experiments.Running;
using Occam.Experiments.Settings;
using Occam.Formats.Files;
using Occam.Numerics.Errors;

namespace Occam.Cli.Tests.Support;

/// <summary>What becomes of a request before anything is computed, without the cost of a process.</summary>
internal static class Preparation
{
    /// <summary>The only fault of a request.</summary>
    public static Fault FaultOf(string experiment, params IEnumerable<string> settings)
    {
        Dictionary<string, string> overrides = settings.Select(s => s.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        RunRequest request = new(ExperimentCatalog.Find(experiment), Budget.Smoke, 1, overrides, "/nowhere/runs");
        Exception failure = Assert.ThrowsAny<Exception>(() => RunPreparation.Prepare(request));
        return failure is FileFormatException file
            ? new Fault(file.What, file.Expected, file.Got, file.Remedy)
            : Assert.Single(Assert.IsType<InputException>(failure).Faults);
    }
}
