using Occam.Numerics.Random;

namespace Occam.Testing;

/// <summary>A sequence of random numbers for tests: the same on every machine, because it is a sequence of Philox blocks.</summary>
public sealed class Draws(Seed seed)
{
    private ulong _next;

    public Draws(string name)
        : this(new Seed(20260101).Derive(name))
    {
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => seed.Uniform(_next++);

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>Standard normal, by Box and Muller.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>An integer in [0, bound).</summary>
    public int Integer(int bound) => seed.Integer(_next++, bound);

    /// <summary>Independent normal numbers, rounded to single precision so that float and double networks see one point.</summary>
    public double[] Normals(int count, double scale = 1)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) values[i] = (float)(scale * Normal());
        return values;
    }

    /// <summary>A direction of length 1.</summary>
    public double[] Direction(int count)
    {
        double[] values = Normals(count);
        double norm = Vectors.Norm(values);
        for (int i = 0; i < count; i++) values[i] = (float)(values[i] / norm);
        return values;
    }
}
