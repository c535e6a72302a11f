using Occam.Networks.Tests.Passes;
using Occam.Testing.Derivatives;

namespace Occam.Networks.Tests.Derivatives;

/// <summary>All derivatives of each shape of graph.</summary>
public sealed class GraphTests
{
    [Theory]
    [MemberData(nameof(SampleNetwork.Names), MemberType = typeof(SampleNetwork))]
    public void Every_derivative_holds(string name) => DerivativeChecks.All(new SampleNetwork(name));

    [Theory]
    [MemberData(nameof(SampleNetwork.Names), MemberType = typeof(SampleNetwork))]
    public void Every_derivative_holds_for_a_batch_of_one_on_three_workers(string name) =>
        DerivativeChecks.All(new SampleNetwork(name), new CheckOptions { Batch = 1, Workers = 3 });
}
