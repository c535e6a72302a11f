using System.Numerics;
using System.Text.Json;
using Occam.Measures.Coherence;
using Occam.Measures.Learning;
using Occam.Measures.Planning;
using Occam.Measures.Tests.Support;
using Occam.Networks.Parameters;
using Occam.Testing;
using Occam.Testing.Oracles;

namespace Occam.Measures.Tests.Coherence;

/// <summary>m-coherence, its jackknife error and its layers against PyTorch, which left each example out in turn (tests/oracle/generate.py).</summary>
public sealed class OracleTests
{
    public static TheoryData<string> Models => [.. OracleModel.Names.Where(HasCoherence)];

    [Fact]
    public void Only_the_network_that_couples_its_examples_has_no_answer() =>
        Assert.Equal(["residual-training"], OracleModel.Names.Where(name => !HasCoherence(name)));

    [Theory]
    [MemberData(nameof(Models))]
    public void Double_precision(string name) => Compare<double>(name, 1e-9);

    [Theory]
    [MemberData(nameof(Models))]
    public void Single_precision(string name) => Compare<float>(name, 1e-4);

    [Theory]
    [MemberData(nameof(Models))]
    public void Mean_loss(string name)
    {
        OracleModel model = OracleModel.Load(name);
        Metric[] metrics = Watching.Observe(
            model.Network, model.Point.Theta, OracleModel.Loss<double>(model.Objective), OracleData.Of(model), new MeanLoss(), model.Point.State, chunk: 2);
        double expected = model.Root.GetProperty("loss").GetProperty(model.Objective).GetProperty("mean").GetDouble();
        Watching.Near(expected, metrics.Single(m => m.Name == MeanLoss.Loss).Value, 1e-10);
        Assert.Equal(Correct(model) / (double)model.Batch, metrics.Single(m => m.Name == MeanLoss.Accuracy).Value);
    }

    private static bool HasCoherence(string name) => OracleModel.Load(name).Root.TryGetProperty("coherence", out _);

    private static void Compare<T>(string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OracleModel model = OracleModel.Load(name);
        T[] theta = Vectors.Convert<double, T>(model.Point.Theta), state = Vectors.Convert<double, T>(model.Point.State);

        // A chunk that does not divide the number of examples: whole chunks and a rest.
        Dictionary<string, Metric> metrics = Watching.Coherence(model.Build<T>(), theta, OracleModel.Loss<T>(model.Objective), OracleData.Of(model), state, chunk: 3);
        JsonElement whole = model.Root.GetProperty("coherence").GetProperty("whole");
        Watching.Near(whole.GetProperty("m_coherence").GetDouble(), metrics[MCoherence.Name].Value, tolerance, "whole");
        Watching.Near(whole.GetProperty("m_coherence_error").GetDouble(), metrics[MCoherence.Name].Error!.Value, tolerance, "error");
        string[] layers = [.. model.Network.Blocks.Select(b => model.Network.Nodes[b.Node].Name).Distinct()];
        Assert.Equal(new string[] { MCoherence.Name, MCoherence.OffDiagonal }.SelectMany(m => layers.Select(l => $"{m}/{l}").Prepend(m)), metrics.Keys);
        foreach (string layer in layers) Watching.Near(Layer(model, layer), metrics[$"{MCoherence.Name}/{layer}"].Value, tolerance, layer);
    }

    /// <summary>Blocks are orthogonal, so a layer's ‖S‖² and Σ‖g‖² are sums over its blocks, and a block's ‖S‖² is its m-coherence times its Σ‖g‖².</summary>
    private static double Layer(OracleModel model, string layer)
    {
        JsonElement blocks = model.Root.GetProperty("coherence").GetProperty("blocks");
        JsonElement norms = model.Root.GetProperty("per_example").GetProperty("block_gradient_squared_norms");
        double squared = 0, total = 0;
        foreach (NamedBlock block in model.Network.Blocks.Where(b => model.Network.Nodes[b.Node].Name == layer))
        {
            string name = OracleModel.TorchName(block.Name);
            double own = OracleModel.Tensor(norms.GetProperty(name)).Sum();
            JsonElement coherence = blocks.GetProperty(name);
            if (coherence.ValueKind == JsonValueKind.Object) coherence = coherence.GetProperty("m_coherence");
            squared += coherence.GetDouble() * own;
            total += own;
        }

        return squared / total;
    }

    private static int Correct(OracleModel model)
    {
        double[] logits = OracleModel.Tensor(model.Root.GetProperty("logits"));
        int classes = logits.Length / model.Batch;
        return Enumerable.Range(0, model.Batch).Count(i => Predicted(logits.AsSpan(i * classes, classes)) == model.Point.Labels[i]);
    }

    private static int Predicted(ReadOnlySpan<double> logits)
    {
        if (logits.Length == 1) return logits[0] > 0 ? 1 : 0;
        int best = 0;
        for (int k = 1; k < logits.Length; k++) best = logits[k] > logits[best] ? k : best;
        return best;
    }
}
