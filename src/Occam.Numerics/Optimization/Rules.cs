using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Optimization;

/// <summary>What the update rules share.</summary>
internal static class Rules
{
    /// <summary>Throws unless the lengths fit each other and the step is positive.</summary>
    internal static void Check<T>(IUpdateRule<T> rule, int parameters, int gradient, int state, long step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (gradient != parameters || state != (long)rule.StateVectors * parameters || step < 1)
            throw new ArgumentException(
                $"{rule.GetType().Name[..^2]}.Apply: expected {parameters} gradient numbers, "
                + $"{(long)rule.StateVectors * parameters} state numbers and a step from 1 on, "
                + $"got {gradient}, {state} and step {step}. Pass vectors of one network, and count steps from 1.");
    }

    /// <summary>The setting, if it lies in [0, 1).</summary>
    internal static double Fraction(double value, string name) =>
        value >= 0 && value < 1 ? value : throw new InputException(name, "a number from 0 up to, but not including, 1", $"{value}", "0.9 is usual.");

    /// <summary>The setting, if it is finite and not negative.</summary>
    internal static double NotNegative(double value, string name) =>
        value >= 0 && double.IsFinite(value)
            ? value
            : throw new InputException(name, "a finite number, zero or more", $"{value}", "Leave it out for the default.");

    /// <summary>gradient + λ θ at places i … i + lanes − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> DecayedGradient<T>(ReadOnlySpan<T> gradient, Vector256<T> parameters, Vector256<T> weightDecay, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.FusedMultiplyAdd(weightDecay, parameters, Lanes.Load(gradient, i));

    /// <summary>A setting in every lane, rounded once from double.</summary>
    internal static Vector256<T> Fill<T>(double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector256.Create(T.CreateTruncating(value));

    /// <summary>1 − βᵗ by repeated squaring, whose bits do not depend on a mathematics library.</summary>
    internal static double OneMinusPower(double beta, long step)
    {
        double power = 1;
        for (double square = beta; step > 0; step >>= 1, square *= square)
            if ((step & 1) == 1) power *= square;
        return 1 - power;
    }
}
