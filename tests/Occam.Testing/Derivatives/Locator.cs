using Occam.Networks.Passes;

namespace Occam.Testing.Derivatives;

/// <summary>Finds the node at fault: each layer alone, behind an affine map that gives its input a tangent, goes through the same checks.</summary>
internal static class Locator
{
    /// <summary>The failures with the node at fault in place of the node where the difference was seen.</summary>
    public static IReadOnlyList<CheckFailure> Locate(CheckRun run)
    {
        Dictionary<DerivativeCheck, string> found = [];
        for (int i = 1; i < run.Network.Nodes.Length; i++)
        {
            if (run.Network.Nodes[i].Layer is null) continue;
            foreach (CheckFailure failure in Alone(run, i, shortcut: false)) found.TryAdd(failure.Check, run.Network.Nodes[i].Name);
            if (!HasShortcut(run.Network.Nodes[i])) continue;
            foreach (CheckFailure failure in Alone(run, i, shortcut: true)) found.TryAdd(failure.Check, run.Network.Nodes[i].Name);
        }

        return [.. run.Failures.Select(f => f with { Node = Name(f) })];

        string Name(CheckFailure failure) => failure.Check is DerivativeCheck.Loss or DerivativeCheck.SinglePrecision or DerivativeCheck.Refusal
            ? failure.Node
            : found.TryGetValue(failure.Check, out string? node) ? $"'{node}'" : $"'{failure.Node}' (every layer is right by itself: the graph or the loss)";
    }

    /// <summary>Whether input and output can be joined, so that the layer is not the only reader of its input and has to add to its cotangent.</summary>
    private static bool HasShortcut(Node<double> node) =>
        node.Layer!.Input.Height == node.Output.Height && node.Layer.Input.Width == node.Output.Width;

    private static IReadOnlyList<CheckFailure> Alone(CheckRun run, int index, bool shortcut)
    {
        Node<double> node = run.Network.Nodes[index];
        NetworkBuilder<double> builder = new(node.Layer!.Input);
        builder.Add("the input", shape => new References.Affine<double>(shape));
        builder.Add(node.Name, _ => node.Layer);
        if (shortcut) builder.Join("the join", JoinKind.Concatenate, 1, 2);
        Network<double> network = builder.Build();
        double[] x = run.Subject.NodeValues(run.Point, node.Inputs[0]);
        double[] gain = [.. Enumerable.Repeat(1.0, node.Layer.Input.Size)], bias = new double[gain.Length];
        double[] theta = [.. gain, .. bias, .. run.Point.Theta.AsSpan(run.Network.ParameterOffset(index), node.Layer.ParameterCount)];
        double[] state = run.Point.State.AsSpan(run.Network.StateOffset(index), node.Layer.StateLength).ToArray();
        CheckOptions options = run.Options with { Loss = new References.ReferenceLoss<double>(), Labels = 0 };
        using CheckRun alone = new(network, options, new CheckPoint(theta, state, x, new int[run.Batch]));
        DerivativeChecks.RunDouble(alone);
        return [.. alone.Failures];
    }
}
