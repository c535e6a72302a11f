namespace Occam.Numerics.Random;

/// <summary>
/// Philox4x32-10, a counter-based generator: block i is a function of (counter, key) only. Source: Salmon et al., SC 2011.
/// </summary>
public static class Philox
{
    private const int Rounds = 10;

    /// <summary>Four 32-bit words for one 128-bit counter and one 64-bit key.</summary>
    public static (uint, uint, uint, uint) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = 0xD2511F53UL * c0, p1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (c0, c1, c2, c3);
    }
}
