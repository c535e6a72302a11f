using System.Numerics;
using Occam.Networks.Passes;

namespace Occam.Testing.Derivatives;

/// <summary>One network in either precision.</summary>
public interface INetworkFactory
{
    Network<T> Build<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
