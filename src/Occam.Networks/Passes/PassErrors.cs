using System.Diagnostics.CodeAnalysis;
using Occam.Numerics.Errors;

namespace Occam.Networks.Passes;

internal static class PassErrors
{
    [DoesNotReturn]
    public static void CoupledExamples(string node, string kind) => throw new InputException(
        $"Per-example gradients at '{node}'", "outputs that depend on one example each",
        $"a {kind} that uses the statistics of the whole batch", "Freeze the statistics (they are exact then), or use group or layer norm.");
}
