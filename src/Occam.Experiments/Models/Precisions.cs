using System.Numerics;

namespace Occam.Experiments.Models;

/// <summary>What a number type is called and what it takes.</summary>
internal static class Precisions
{
    public static bool IsDouble<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double);

    public static int Bytes<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => IsDouble<T>() ? sizeof(double) : sizeof(float);

    public static string Name<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => IsDouble<T>() ? "double" : "single";
}
