namespace Occam.Architecture.Tests.Rules;

/// <summary>Shows every fault on a line of its own, where Assert.Empty would cut the list.</summary>
internal static class Faults
{
    public static void None(IEnumerable<string> faults)
    {
        string[] all = [.. faults];
        Assert.True(all.Length == 0, $"{all.Length} faults:\n{string.Join('\n', all)}");
    }
}
