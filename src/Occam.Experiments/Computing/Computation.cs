using Occam.Experiments.Watching;

namespace Occam.Experiments.Computing;

/// <summary>
/// Work of a run that is not a training. Its results are arrays; once they are on disk it is not done again, so long work that is cut into
/// several computations loses at most one of them when it is interrupted.
/// </summary>
/// <param name="Name">What is shown while it runs; its results are arrays/NAME-RESULT.npy.</param>
/// <param name="Results">The names of its results.</param>
/// <param name="Compute">Does the work and returns exactly these results.</param>
public sealed record Computation(string Name, IReadOnlyList<string> Results, Func<ComputationSite, IReadOnlyList<NamedArray>> Compute)
{
    internal string FileOf(string result) => $"{Name}-{result}";
}
