using Occam.Formats.Files;

namespace Occam.Records.Tests.Support;

/// <summary>Asserts a refusal that a person can act on.</summary>
internal static class Refused
{
    public static FileFormatException By(Action action)
    {
        FileFormatException refusal = Assert.Throws<FileFormatException>(action);
        Assert.All([refusal.What, refusal.Expected, refusal.Got, refusal.Remedy], part => Assert.False(string.IsNullOrWhiteSpace(part)));
        return refusal;
    }
}
