using System.Text.Json;
using Occam.Experiments.MinimumNorm;
using Occam.Kernels.Matrices;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Experiments.Tests.MinimumNorm;

/// <summary>Closed solutions against numpy's pseudoinverse, steps against numpy's, and where each descent ends.</summary>
public sealed class DescentTests
{
    private static readonly JsonElement Root =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "oracle", "kernels", "kernels.json"))).RootElement.GetProperty("descents");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Solutions_and_steps_are_those_of_numpy(int index)
    {
        JsonElement problem = Root[index];
        DescentProblem descent = Problem(problem);
        using Workers workers = new(2);
        double[] start = Numbers(problem, "start"), weights = [.. start];
        Assert.InRange(Tolerance.Error(Numbers(problem, "least"), descent.Solution(workers, new double[descent.Length])), 0, 1e-10);
        Assert.InRange(Tolerance.Error(Numbers(problem, "nearest"), descent.Solution(workers, start)), 0, 1e-10);
        Assert.Equal(problem.GetProperty("residual").GetDouble(), descent.Residual(start), 1e-12);
        workers.Run(new DescentSteps(descent, weights, new Seed(1), 0, problem.GetProperty("epochs").GetInt32(), stochastic: false), descent.Classes);
        Assert.InRange(Tolerance.Error(Numbers(problem, "steps"), weights), 0, 1e-13);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Descent_ends_at_the_solution_nearest_to_its_start_and_nowhere_else(bool stochastic)
    {
        DescentProblem descent = Problem(Root[1]);
        using Workers workers = new(2);
        double[] zero = new double[descent.Length], start = Numbers(Root[1], "start");
        double[] fromZero = [.. zero], fromStart = [.. start];
        workers.Run(new DescentSteps(descent, fromZero, new Seed(1), 0, 20_000, stochastic), descent.Classes);
        workers.Run(new DescentSteps(descent, fromStart, new Seed(1), 0, 20_000, stochastic), descent.Classes);
        double[] least = Numbers(Root[1], "least"), nearest = Numbers(Root[1], "nearest");
        Assert.InRange(DescentProblem.Distance(fromZero, least), 0, 1e-9);
        Assert.InRange(DescentProblem.Distance(fromStart, nearest), 0, 1e-9);
        Assert.True(DescentProblem.Distance(fromStart, least) > 0.1, "The start's part that no example sees must stay.");
    }

    [Fact]
    public void An_epoch_in_parts_is_the_same_epoch()
    {
        DescentProblem descent = Problem(Root[0]);
        using Workers workers = new(1);
        double[] whole = new double[descent.Length], parts = new double[descent.Length];
        workers.Run(new DescentSteps(descent, whole, new Seed(7), 0, 9, stochastic: true), descent.Classes);
        workers.Run(new DescentSteps(descent, parts, new Seed(7), 0, 4, stochastic: true), descent.Classes);
        workers.Run(new DescentSteps(descent, parts, new Seed(7), 4, 9, stochastic: true), descent.Classes);
        Assert.Equal(whole, parts);
    }

    [Fact]
    public void Milestones_grow_and_end_at_the_last_epoch()
    {
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 18, 20], Descent.Milestones(20));
        Assert.Equal([0, 1], Descent.Milestones(1));
    }

    private static DescentProblem Problem(JsonElement problem)
    {
        int n = problem.GetProperty("n").GetInt32(), d = problem.GetProperty("dimension").GetInt32(), classes = problem.GetProperty("classes").GetInt32();
        float[] x = [.. Enumerable.Range(0, n * d).Select(at => ((at / d * 37) + (at % d * 11) + 5) % 64 / 64f)];
        return new DescentProblem(new KernelInputs(x, n, d), [.. Enumerable.Range(0, n * classes).Select(at => at / classes % classes == at % classes ? 1.0 : 0)], classes);
    }

    private static double[] Numbers(JsonElement parent, string name) => [.. parent.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];
}
