using Occam.Data.Datasets;
using Occam.Numerics.Simd;

namespace Occam.Experiments.Capacity;

/// <summary>
/// The half-spaces {⟨w, x⟩ + b > 0} on given examples, in an orthonormal basis of what ⟨w, x⟩ + b can be on them. There every direction is as steep as every other one,
/// so that a descent on any labels gets in hundreds of steps where one in the weights of raw images does not get in thousands.
/// </summary>
internal sealed class HalfSpaces
{
    private const int Steps = 300;
    private const float Rate = 0.3f, Momentum = 0.9f;

    /// <summary>What is left of a column, squared, over what it was, from which on it is a direction of its own and not rounding.</summary>
    private const double Independent = 1e-12;

    private readonly float[][] _basis;
    private readonly int _examples;

    private HalfSpaces(float[][] basis, int examples) => (_basis, _examples) = (basis, examples);

    /// <summary>The dimension of what ⟨w, x⟩ + b can be on the examples; where it is their number, every labelling is a half-space's.</summary>
    public int Rank => _basis.Length;

    /// <summary>The basis by Gram and Schmidt, every column twice; a column that others make up is left out.</summary>
    public static HalfSpaces Of(Dataset data)
    {
        List<double[]> basis = [];
        for (int pixel = -1; pixel < data.Shape.Size && basis.Count < data.Count; pixel++)
        {
            double[] column = Column(data, pixel);
            double length = Reductions.SumOfSquares<double>(column);
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (double[] direction in basis) VectorOperations.AddScaled<double>(-Reductions.Dot<double>(direction, column), direction, column);
            }

            double rest = Reductions.SumOfSquares<double>(column);
            if (!(rest > Independent * length)) continue;
            VectorOperations.Scale(1 / Math.Sqrt(rest), column);
            basis.Add(column);
        }

        return new HalfSpaces([.. basis.Select(column => Array.ConvertAll(column, value => (float)value))], data.Count);
    }

    /// <summary>
    /// The largest (1/n) Σ σ_i sign f(x_i) that two descents meet, σ = 1 for label 1 and −1 for label 0: a lower bound of the supremum. Both begin with least squares, are on f
    /// over its root mean square, and grow sharper as they go. The logistic loss finds what can be separated; the sigmoid, which gives up what is far on the wrong side, gets
    /// furthest where nothing can.
    /// </summary>
    public double Correlation(ReadOnlySpan<int> labels)
    {
        if (Rank == _examples) return 1;
        float[] signs = new float[_examples];
        for (int i = 0; i < signs.Length; i++) signs[i] = labels[i] == 1 ? 1 : -1;
        double separating = Descend(signs, new Logistic(), 1, 100);
        return separating == 1 ? 1 : Math.Max(separating, Descend(signs, new Ramp(), 0.5, 20));
    }

    private static double[] Column(Dataset data, int pixel)
    {
        double[] column = new double[data.Count];
        for (int i = 0; i < column.Length; i++) column[i] = pixel < 0 ? 1 : data.Image(i)[pixel];
        return column;
    }

    private double Descend<TSlope>(float[] signs, TSlope slope, double sharpness, double last)
        where TSlope : ISlope
    {
        float[] weights = Project(signs), velocity = new float[Rank], values = new float[_examples], pull = new float[_examples];
        double best = 0, growth = Elementary.Exp(Elementary.Log(last / sharpness) / Steps);
        for (int step = 0; step < Steps && best < 1; step++, sharpness *= growth)
        {
            double length = Reductions.SumOfSquares<float>(weights);
            // Signs at a right angle to everything that is linear give no direction to begin with.
            if (!(length > 0)) break;
            VectorOperations.Scale((float)Math.Sqrt(_examples / length), weights);
            Array.Clear(values);
            for (int k = 0; k < Rank; k++) VectorOperations.AddScaled<float>(weights[k], _basis[k], values);
            int right = 0;
            for (int i = 0; i < pull.Length; i++)
            {
                double margin = signs[i] * values[i];
                if (margin > 0) right++;
                pull[i] = (float)(signs[i] * slope.At(sharpness * margin));
            }

            best = Math.Max(best, ((2.0 * right) - _examples) / _examples);
            VectorOperations.Combine<float>(1, Project(pull), Momentum, velocity);
            VectorOperations.AddScaled<float>(Rate, velocity, weights);
        }

        return best;
    }

    private float[] Project(float[] values) => Array.ConvertAll(_basis, direction => (float)Reductions.Dot<float>(direction, values));

    /// <summary>How strongly a margin is pulled up.</summary>
    private interface ISlope
    {
        double At(double margin);
    }

    private readonly struct Logistic : ISlope
    {
        public double At(double margin) => Elementary.Sigmoid(-margin);
    }

    private readonly struct Ramp : ISlope
    {
        public double At(double margin) => 4 * Elementary.Sigmoid(margin) * Elementary.Sigmoid(-margin);
    }
}
