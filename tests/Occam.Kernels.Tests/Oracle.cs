using System.Text.Json;
using Occam.Kernels.Matrices;

namespace Occam.Kernels.Tests;

/// <summary>numpy's answers (tests/oracle/kernels.py) and the inputs that it and the tests compute alike.</summary>
internal static class Oracle
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "kernels.json"))).RootElement;

    public static JsonElement Case(string group, int index) => Root.GetProperty(group)[index];

    public static double[] Numbers(JsonElement parent, string name) => [.. parent.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    /// <summary>((37 i + 11 j + shift) mod 64)/64 − centre.</summary>
    public static float[] Formula(int rows, int columns, int shift, float centre = 0) =>
        [.. Enumerable.Range(0, rows * columns).Select(at => (((((at / columns) * 37) + (at % columns * 11) + shift) % 64) / 64f) - centre)];

    public static KernelInputs Inputs(int rows, int columns, int shift) => new(Formula(rows, columns, shift), rows, columns);

    public static KernelFunction Kernel(JsonElement problem) => problem.GetProperty("kernel").GetString() == "gaussian"
        ? new GaussianKernel(problem.GetProperty("parameter").GetDouble())
        : new LinearKernel(problem.GetProperty("parameter").GetDouble());
}
