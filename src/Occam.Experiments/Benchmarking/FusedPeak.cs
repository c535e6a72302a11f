using System.Runtime.Intrinsics;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Benchmarking;

/// <summary>Multiplications and additions a second that these threads can do at most in single precision: fused multiply-adds on registers, nothing else.</summary>
internal static unsafe class FusedPeak
{
    private const int Rounds = 20_000_000, Chains = 12;

    /// <summary>Operations of one <see cref="Run"/>.</summary>
    public static double Operations(Workers workers) => 2.0 * Rounds * Chains * Width * workers.Count;

    private static int Width => Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count;

    /// <summary>One loop on every thread.</summary>
    public static void Run(Workers workers) => workers.Run(default(Job), workers.Count);

    private readonly struct Job : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            float* result = scratch.Rent<float>(Vector512<float>.Count);
            if (Vector512.IsHardwareAccelerated) Wide(result);
            else Narrow(result);
        }

        private static void Wide(float* result)
        {
            Vector512<float> x = Vector512.Create(0.5f), y = Vector512.Create(1f);
            Vector512<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
            for (int round = 0; round < Rounds; round++)
            {
                (a, b, c) = (Vector512.FusedMultiplyAdd(a, x, y), Vector512.FusedMultiplyAdd(b, x, y), Vector512.FusedMultiplyAdd(c, x, y));
                (d, e, f) = (Vector512.FusedMultiplyAdd(d, x, y), Vector512.FusedMultiplyAdd(e, x, y), Vector512.FusedMultiplyAdd(f, x, y));
                (g, h, i) = (Vector512.FusedMultiplyAdd(g, x, y), Vector512.FusedMultiplyAdd(h, x, y), Vector512.FusedMultiplyAdd(i, x, y));
                (j, k, l) = (Vector512.FusedMultiplyAdd(j, x, y), Vector512.FusedMultiplyAdd(k, x, y), Vector512.FusedMultiplyAdd(l, x, y));
            }

            (a + b + c + d + e + f + g + h + i + j + k + l).Store(result);
        }

        private static void Narrow(float* result)
        {
            Vector256<float> x = Vector256.Create(0.5f), y = Vector256.Create(1f);
            Vector256<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
            for (int round = 0; round < Rounds; round++)
            {
                (a, b, c) = (Vector256.FusedMultiplyAdd(a, x, y), Vector256.FusedMultiplyAdd(b, x, y), Vector256.FusedMultiplyAdd(c, x, y));
                (d, e, f) = (Vector256.FusedMultiplyAdd(d, x, y), Vector256.FusedMultiplyAdd(e, x, y), Vector256.FusedMultiplyAdd(f, x, y));
                (g, h, i) = (Vector256.FusedMultiplyAdd(g, x, y), Vector256.FusedMultiplyAdd(h, x, y), Vector256.FusedMultiplyAdd(i, x, y));
                (j, k, l) = (Vector256.FusedMultiplyAdd(j, x, y), Vector256.FusedMultiplyAdd(k, x, y), Vector256.FusedMultiplyAdd(l, x, y));
            }

            (a + b + c + d + e + f + g + h + i + j + k + l).Store(result);
        }
    }
}
