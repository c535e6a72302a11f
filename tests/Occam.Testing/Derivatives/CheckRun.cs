using Occam.Networks.Passes;
using Occam.Numerics.Random;

namespace Occam.Testing.Derivatives;

/// <summary>One network at one point, and the failures found so far.</summary>
internal sealed class CheckRun : IDisposable
{
    private readonly List<CheckFailure> _failures = [];

    public CheckRun(Network<double> network, CheckOptions options, CheckPoint? point = null)
    {
        (Network, Options) = (network, options);
        Point = point ?? CheckPoint.Find(network, options);
        Decoy = CheckPoint.Draw(network, options, options.Seed.Derive("decoy"), Point.Labels.Length + 1);
        Subject = new Subject<double>(network, Point, Decoy, options.Loss, options);
    }

    public Network<double> Network { get; }

    public CheckOptions Options { get; }

    public CheckPoint Point { get; }

    public CheckPoint Decoy { get; }

    public Subject<double> Subject { get; }

    public int Batch => Point.Labels.Length;

    public IReadOnlyList<CheckFailure> Failures => _failures;

    public Draws Draws(string name) => new(new Seed(5).Derive(name));

    /// <summary>Records a failure unless the error is a number within the tolerance.</summary>
    public void Demand(DerivativeCheck check, string node, string quantity, double error, double tolerance)
    {
        if (!(error <= tolerance)) _failures.Add(new CheckFailure(check, node, quantity, error, tolerance));
    }

    /// <summary>Compares two vectors over the parameters as a whole and block by block; a block far smaller than the whole counts as zero.</summary>
    public void DemandByBlock(DerivativeCheck check, string quantity, double[] actual, double[] expected, double tolerance)
    {
        double whole = Vectors.Norm(expected);
        foreach (NamedBlockSlice block in NamedBlockSlice.Of(Network))
        {
            double error = Tolerance.Error(block.Part(actual), block.Part(expected), 1e-3 * whole);
            Demand(check, block.Node, $"{quantity} in {block.Name}", error, tolerance);
        }

        Demand(check, "the network", quantity, Tolerance.Error(actual, expected), tolerance);
    }

    public void Dispose() => Subject.Dispose();
}
