using System.Numerics;

namespace Occam.Networks.Architectures;

/// <summary>A member of a family of networks, with its numbers decided.</summary>
internal abstract record Architecture
{
    /// <summary>The smallest height and width of an image that every layer can read; 1 if any vector will do.</summary>
    public virtual int SmallestSide => 1;

    /// <summary>Adds the nodes between the input and the end, the output layer included.</summary>
    public abstract void Build<T>(Assembly<T> net)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
