using Occam.Formats.Files;

namespace Occam.Formats.Tests;

/// <summary>Damages a good file in every place and demands that reading it either works or is refused in four parts.</summary>
internal static class Hostile
{
    /// <summary>Every proper beginning of the file must be refused.</summary>
    public static void RefusesEveryTruncation(byte[] good, Action<byte[]> read, int from = 0)
    {
        for (int length = from; length < good.Length; length++)
        {
            byte[] cut = good[..length];
            FileFormatException error = Assert.Throws<FileFormatException>(() => read(cut));
            AssertFourParts(error);
        }
    }

    /// <summary>Any byte may be anything. The number of refusals is returned, so that a test can demand that there were some.</summary>
    public static int SurvivesEveryChangedByte(byte[] good, Action<byte[]> read)
    {
        int refused = 0;
        for (int at = 0; at < good.Length; at++)
        {
            foreach (byte change in (ReadOnlySpan<byte>)[0x01, 0x10, 0x80, 0xFF])
            {
                byte[] bad = [.. good];
                bad[at] ^= change;
                try
                {
                    read(bad);
                }
                catch (FileFormatException error)
                {
                    AssertFourParts(error);
                    refused++;
                }
            }
        }
        return refused;
    }

    public static void AssertFourParts(FileFormatException error)
    {
        Assert.NotEmpty(error.What);
        Assert.NotEmpty(error.Expected);
        Assert.NotEmpty(error.Got);
        Assert.NotEmpty(error.Remedy);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }
}
