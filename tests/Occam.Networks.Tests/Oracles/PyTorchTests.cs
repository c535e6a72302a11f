using System.Numerics;
using System.Text.Json;
using Occam.Networks.Losses;
using Occam.Networks.Parameters;
using Occam.Testing;
using Occam.Testing.Derivatives;
using Occam.Testing.Oracles;

namespace Occam.Networks.Tests.Oracles;

/// <summary>
/// What PyTorch 1.13 says in double about seven networks (tests/oracle/generate.py), against the engine in double and in single precision.
/// PyTorch's own numbers move by up to 4e-14 between machines, and single precision loses up to four of its seven digits in second-order
/// products.
/// </summary>
public sealed class PyTorchTests
{
    private const double DoubleTolerance = 1e-10;

    public static TheoryData<string> Models => [.. OracleModel.Names];

    [Theory]
    [MemberData(nameof(Models))]
    public void Double_precision(string name) => Compare<double>(name, DoubleTolerance);

    [Theory]
    [MemberData(nameof(Models))]
    public void Single_precision(string name) => Compare<float>(name, Tolerance.SinglePrecision);

    [Theory]
    [MemberData(nameof(Models))]
    public void Losses(string name)
    {
        OracleModel model = OracleModel.Load(name);
        double[] logits = OracleModel.Tensor(model.Root.GetProperty("logits")), direction = OracleModel.Tensor(model.Root.GetProperty("logits_direction"));
        int classes = logits.Length / model.Batch;
        foreach (JsonProperty kind in model.Root.GetProperty("loss").EnumerateObject())
        {
            ILoss<double> loss = OracleModel.Loss<double>(kind.Name);
            double[] values = new double[model.Batch], gradient = new double[logits.Length], product = new double[logits.Length];
            loss.Values(logits, model.Point.Labels, classes, values);
            loss.Gradient(logits, model.Point.Labels, classes, 1.0 / model.Batch, gradient);
            loss.HessianProduct(logits, model.Point.Labels, classes, direction, 1.0 / model.Batch, product);
            Near($"{kind.Name} values", values, OracleModel.Tensor(kind.Value.GetProperty("per_example")), DoubleTolerance);
            Near($"{kind.Name} mean", [values.Average()], [kind.Value.GetProperty("mean").GetDouble()], DoubleTolerance);
            Near($"{kind.Name} gradient", gradient, OracleModel.Tensor(kind.Value.GetProperty("logits_gradient")), DoubleTolerance);
            Near($"{kind.Name} Hessian", product, OracleModel.Tensor(kind.Value.GetProperty("logits_hessian_product")), DoubleTolerance);
        }
    }

    [Fact]
    public void No_oracle_file_is_forgotten() => Assert.Equal(
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "oracle"), "*.json").Select(Path.GetFileNameWithoutExtension).Order(),
        OracleModel.Names.Order());

    private static void Compare<T>(string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OracleModel model = OracleModel.Load(name);
        using Subject<T> subject = model.Subject<T>();
        (CheckPoint p, JsonElement root) = (model.Point, model.Root);
        double[] v = model.ByBlock(root.GetProperty("direction"));
        (double[] gradient, double[] input) = subject.Gradient(p.Theta, p.X, p.Labels);
        double mean = root.GetProperty("loss").GetProperty(model.Objective).GetProperty("mean").GetDouble();
        Near("logits", subject.Outputs(p.Theta, p.X), OracleModel.Tensor(root.GetProperty("logits")), tolerance);
        Near("mean loss", [subject.Loss(p.Theta, p.X, p.Labels)], [mean], tolerance);
        ByBlock(model, "gradient", gradient, root.GetProperty("gradient").GetProperty("parameters"), tolerance);
        Near("input gradient", input, OracleModel.Tensor(root.GetProperty("gradient").GetProperty("input")), tolerance);
        Near("Jv", subject.Tangent(p.Theta, p.X, v), OracleModel.Tensor(root.GetProperty("jacobian_product")), tolerance);
        ByBlock(model, "Hv", subject.HessianProduct(p.Theta, p.X, p.Labels, v), root.GetProperty("hessian_product"), tolerance);
        ByBlock(model, "Gv", subject.GaussNewtonProduct(p.Theta, p.X, p.Labels, v), root.GetProperty("gauss_newton_product"), tolerance);
        if (root.TryGetProperty("per_example", out JsonElement examples)) Examples(model, subject, examples, tolerance);
        else Assert.NotNull(model.Network.FirstCoupling(model.Context.Training));
    }

    private static void Examples<T>(OracleModel model, Subject<T> subject, JsonElement examples, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (CheckPoint p, int n) = (model.Point, model.Batch);
        double[] squares = subject.Examples(p.Theta, p.X, p.Labels, norms: true).NormsSquared, totals = new double[n];
        for (int b = 0; b < model.Network.Blocks.Length; b++)
        {
            string block = OracleModel.TorchName(model.Network.Blocks[b].Name);
            double[] row = squares.AsSpan(b * n, n).ToArray();
            Near($"norms in {block}", row, OracleModel.Tensor(examples.GetProperty("block_gradient_squared_norms").GetProperty(block)), tolerance);
            for (int i = 0; i < n; i++) totals[i] += row[i];
        }

        Near("norms", totals, OracleModel.Tensor(examples.GetProperty("gradient_squared_norms")), tolerance);
        double[] gram = OracleModel.Tensor(examples.GetProperty("gram"));
        for (int j = 0; j < n; j++)
        {
            double[] gradient = Vectors.Convert<T, double>(subject.Examples(p.Theta, p.X, p.Labels, norms: false, only: j).Gradient);
            double[] dots = subject.Dots(p.Theta, p.X, p.Labels, gradient);
            double[] row = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, dots.Length / n).Sum(l => dots[(l * n) + i]))];
            Near($"Gram row {j}", row, gram.AsSpan(j * n, n), tolerance);
            if (examples.TryGetProperty("gradients", out JsonElement gradients)) ExampleGradient(model, gradient, gradients, j, tolerance);
        }
    }

    private static void ExampleGradient(OracleModel model, double[] gradient, JsonElement gradients, int example, double tolerance)
    {
        foreach (NamedBlock block in model.Network.Blocks)
        {
            double[] all = OracleModel.Tensor(gradients.GetProperty(OracleModel.TorchName(block.Name)));
            ReadOnlySpan<double> expected = all.AsSpan(example * block.Length, block.Length);
            Near($"gradient of example {example} in {block.Name}", block.Of<double>(gradient.AsSpan()), expected, tolerance, 1e-3 * Vectors.Norm(gradient));
        }
    }

    private static void ByBlock(OracleModel model, string what, double[] actual, JsonElement expectedBlocks, double tolerance)
    {
        double[] expected = model.ByBlock(expectedBlocks);
        Near(what, actual, expected, tolerance);

        // A block that a norm makes indifferent has a gradient of zero but for rounding, so a thousandth of the whole is the floor.
        foreach (NamedBlock block in model.Network.Blocks)
            Near($"{what} in {block.Name}", block.Of<double>(actual.AsSpan()), block.Of<double>(expected.AsSpan()), tolerance, 1e-3 * Vectors.Norm(expected));
    }

    private static void Near(string what, ReadOnlySpan<double> actual, ReadOnlySpan<double> expected, double tolerance, double floor = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        double error = Tolerance.Error(actual, expected, floor);
        Assert.True(error <= tolerance, $"{what}: relative error {error:e2}, tolerance {tolerance:e0}");
    }
}
