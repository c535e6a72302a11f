namespace Occam.Numerics.Threading;

/// <summary>Work that is cut into numbered parts. A part's result must not depend on which worker runs it, or when.</summary>
public interface IParallelJob
{
    /// <summary>Does part <paramref name="part"/>.</summary>
    /// <param name="part">The part's number, from 0.</param>
    /// <param name="scratch">Memory of the worker that runs the part; its content is undefined.</param>
    void Run(int part, Scratch scratch);
}
