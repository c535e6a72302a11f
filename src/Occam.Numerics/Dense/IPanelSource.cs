namespace Occam.Numerics.Dense;

/// <summary>One factor of a product, seen as lanes (rows of the left factor, columns of the right) that run along the shared index k.</summary>
public unsafe interface IPanelSource<T>
    where T : unmanaged
{
    /// <summary>
    /// panel[k, lane] = factor[firstLane + lane, firstDepth + k] for a panel of <paramref name="width"/> lanes; lanes from <paramref name="lanes"/>
    /// on are zero. Gives where the panel lies: in <paramref name="panel"/>, unless a left factor has been packed before.
    /// </summary>
    /// <param name="firstLane">The first lane of the panel.</param>
    /// <param name="lanes">How many lanes exist; at most <paramref name="width"/>.</param>
    /// <param name="width">The panel's width: 4, 8, or one to three vectors.</param>
    /// <param name="firstDepth">The first k.</param>
    /// <param name="depth">How many k.</param>
    /// <param name="panel">[depth, width]; a left panel is followed by room for eight more k, a right panel by one vector or by a panel that is packed later.</param>
    T* Pack(int firstLane, int lanes, int width, int firstDepth, int depth, T* panel);
}
