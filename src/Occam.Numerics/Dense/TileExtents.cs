namespace Occam.Numerics.Dense;

/// <summary>The height or breadth of a tile, known when the tile is compiled.</summary>
internal interface ITileExtent
{
    static abstract int Value { get; }
}

internal readonly struct One : ITileExtent
{
    public static int Value => 1;
}

internal readonly struct Two : ITileExtent
{
    public static int Value => 2;
}

internal readonly struct Three : ITileExtent
{
    public static int Value => 3;
}

internal readonly struct Four : ITileExtent
{
    public static int Value => 4;
}

internal readonly struct Eight : ITileExtent
{
    public static int Value => 8;
}
