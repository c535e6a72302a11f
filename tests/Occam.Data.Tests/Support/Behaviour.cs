namespace Occam.Data.Tests.Support;

/// <summary>How the loopback server answers.</summary>
internal enum Behaviour
{
    /// <summary>As asked, with Range.</summary>
    Good,

    /// <summary>Promises all and closes in the middle of what is left.</summary>
    Cuts,

    /// <summary>Sends the first half of what is left and then nothing, with the connection open.</summary>
    Stalls,

    /// <summary>One byte in the middle is wrong.</summary>
    Corrupts,

    /// <summary>Sends everything whatever part was asked for.</summary>
    IgnoresRange,

    /// <summary>The same, and closes in the middle, always at the same place.</summary>
    IgnoresRangeAndCuts,

    /// <summary>Answers 206 with another part than was asked for.</summary>
    WrongRange,

    /// <summary>503.</summary>
    Unavailable,
}
