namespace Occam.Networks.Factors.Quantiles;

/// <summary>How many values a pass holds in registers: a type, so that every depth is compiled on its own.</summary>
internal interface ISiftDepth
{
    static abstract int Value { get; }

    /// <summary>Whether what falls through is kept for a further pass.</summary>
    static abstract bool KeepsRest { get; }
}

internal readonly struct Depth1 : ISiftDepth
{
    public static int Value => 1;

    public static bool KeepsRest => false;
}

internal readonly struct Depth2 : ISiftDepth
{
    public static int Value => 2;

    public static bool KeepsRest => false;
}

internal readonly struct Depth3 : ISiftDepth
{
    public static int Value => 3;

    public static bool KeepsRest => false;
}

internal readonly struct Depth4 : ISiftDepth
{
    public static int Value => 4;

    public static bool KeepsRest => false;
}

internal readonly struct Depth5 : ISiftDepth
{
    public static int Value => 5;

    public static bool KeepsRest => false;
}

internal readonly struct Depth6 : ISiftDepth
{
    public static int Value => 6;

    public static bool KeepsRest => false;
}

/// <summary>Six values, and the others go on to the next pass.</summary>
internal readonly struct Depth6KeepingRest : ISiftDepth
{
    public static int Value => 6;

    public static bool KeepsRest => true;
}
