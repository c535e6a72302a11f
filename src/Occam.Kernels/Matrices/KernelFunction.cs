using System.Numerics;

namespace Occam.Kernels.Matrices;

/// <summary>A positive semidefinite function of two vectors that needs nothing but their inner product and their squared norms.</summary>
public abstract record KernelFunction
{
    /// <summary>Its name: "linear", "gaussian".</summary>
    public abstract string Name { get; }

    /// <summary>Turns inner products into values of the kernel, in place: values[j] = k(x, y_j) from ⟨x, y_j⟩.</summary>
    /// <param name="values">Inner products; afterwards the kernel.</param>
    /// <param name="norm">‖x‖².</param>
    /// <param name="norms">‖y_j‖², one for each value.</param>
    internal abstract void Apply<T>(Span<T> values, T norm, ReadOnlySpan<T> norms)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
