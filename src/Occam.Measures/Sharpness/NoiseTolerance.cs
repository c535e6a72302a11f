using System.Collections.Immutable;
using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Numerics.Random;
using Occam.Numerics.Statistics;

namespace Occam.Measures.Sharpness;

/// <summary>
/// The largest noise on the parameters that costs a tenth of the accuracy at most (PAC-Bayes sharpness of Jiang et al. 2020): σ with noise of
/// deviation σ on each parameter, and σ' with σ'|θ_i|. Bisection, with the same normal draws at every σ; the error is that of the mean drop over draws,
/// divided by its slope.
/// </summary>
/// <param name="draws">How many draws of the noise; 2 at least.</param>
public sealed class NoiseTolerance(int draws = NoiseTolerance.UsualDraws) : IPointMeasure
{
    /// <summary>Draws unless said otherwise; 10 in the paper.</summary>
    public const int UsualDraws = 10;

    /// <summary>The σ above which is not searched, as in the paper; where even this is tolerated it is the value, and the error NaN.</summary>
    public const double Largest = 2;
    private const double AllowedDrop = 0.1, SlopeStep = 0.1;
    private const int Halvings = 15;
    private const string Paper = "Jiang et al. 2020, arXiv 1912.02178";

    /// <inheritdoc/>
    public string Id => "noise-tolerance";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new("noise_tolerance", "parameter", "the largest σ ≤ 2 with E[accuracy(θ) − accuracy(θ + σz)] ≤ 0.1, z standard normal", Paper),
        new("noise_tolerance_flatness", "1/parameter²", "1/σ²", Paper),
        new("noise_tolerance_relative", "1", "the same with θ + σ'|θ|z", Paper),
        new("noise_tolerance_relative_flatness", "1", "1/σ'²", Paper),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        (double plain, double plainError) = Search(site, relative: false);
        (double relative, double relativeError) = Search(site, relative: true);
        return
        [
            new Metric("noise_tolerance", plain, plainError), Inverse("noise_tolerance_flatness", plain, plainError),
            new Metric("noise_tolerance_relative", relative, relativeError), Inverse("noise_tolerance_relative_flatness", relative, relativeError),
        ];
    }

    private static Metric Inverse(string name, double sigma, double error) => new(name, 1 / (sigma * sigma), 2 * error / (sigma * sigma * sigma));

    private (double Sigma, double Error) Search<T>(PointSite<T> site, bool relative)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LossElsewhere<T> surface = new(site);
        double accuracy = surface.Accuracy(site.Theta);
        RunningMoments Drop(double sigma) => Drops(site, surface, accuracy, sigma, relative);
        if (Drop(Largest).Mean <= AllowedDrop) return (Largest, double.NaN);
        (double low, double high) = (0, Largest);
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            if (Drop(middle).Mean <= AllowedDrop) low = middle;
            else high = middle;
        }

        double slope = (Drop(low * (1 + SlopeStep)).Mean - Drop(low * (1 - SlopeStep)).Mean) / (2 * SlopeStep * low);
        return (low, slope > 0 ? Drop(low).StandardError / slope : double.NaN);
    }

    private RunningMoments Drops<T>(PointSite<T> site, LossElsewhere<T> surface, double accuracy, double sigma, bool relative)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RunningMoments drops = new();
        T[] elsewhere = new T[site.Theta.Length];
        double[] noise = new double[elsewhere.Length];
        Seed seed = site.Seed.Derive(Id);
        for (int draw = 0; draw < Math.Max(2, draws); draw++)
        {
            seed.Derive(draw).Normals<double>(noise, 0, 1);
            for (int p = 0; p < noise.Length; p++)
            {
                double here = double.CreateTruncating(site.Theta[p]);
                elsewhere[p] = T.CreateTruncating(here + (sigma * (relative ? Math.Abs(here) : 1) * noise[p]));
            }

            drops.Add(accuracy - surface.Accuracy(elsewhere));
        }

        return drops;
    }
}
