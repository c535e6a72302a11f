using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Numerics.Random;
using Occam.Records;
using Occam.Training;
using static Occam.Experiments.Landscapes.LandscapeNames;

namespace Occam.Experiments.Landscapes;

/// <summary>What the loss looks like around solutions: small and large batches, with and without weight decay, residual networks with and without shortcuts.</summary>
public sealed class LandscapeExperiment : ILaboratoryExperiment
{
    /// <summary>No training accuracy reaches it: all trainings take the same number of epochs.</summary>
    private const double NeverStop = 2;

    /// <summary>Snapshots of the path are kept at steps that grow by at least this factor.</summary>
    private const double SnapshotRatio = 1.3;

    /// <inheritdoc/>
    public string Id => "landscape";

    /// <inheritdoc/>
    public About About => new(
        "What does the loss look like around a solution, and does a flat picture mean a better network?",
        "A loss of many thousand parameters can only be looked at along a few directions, and the picture depends on how long the directions are. "
        + "Layers of a ReLU network can be rescaled without changing the function, so a direction of fixed length may show any sharpness one likes. "
        + "Filter normalization makes each filter of a direction as long as the filter of the network that it moves.\n\n"
        + "Li et al. claim that then the sharper picture has the larger test error, that without it weight decay makes small batches look sharp, "
        + "that paths of training lie almost in a plane, and that skip connections make the landscape convex. "
        + "Here each is measured by a number, over several trainings, with the controls that the pictures lack.",
        [
            "Li, Xu, Taylor, Studer, Goldstein 2018, Visualizing the Loss Landscape of Neural Nets, arXiv 1712.09913",
            "Dinh, Pascanu, Bengio, Bengio 2017, Sharp Minima Can Generalize For Deep Nets, arXiv 1703.04933",
            "Antognini, Sohl-Dickstein 2018, PCA of high dimensional random walks with comparison to neural network training, arXiv 1806.08805",
        ]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => LandscapeClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings => LandscapeSettings.Keys;

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        LandscapeSettings read = LandscapeSettings.Read(laboratory, settings);
        if (settings.Faults.Count > 0) return new ExperimentPlan([]);
        Dataset images = Subset.Balanced(laboratory.Data.Train, read.ResidualTrain / laboratory.Data.ClassCount, laboratory.Seed.Derive("landscape").Derive("images"));
        TrialPlan[] dense = [.. Enumerable.Range(0, read.Repetitions).SelectMany(r => DenseTrials(laboratory, read, r))];
        TrialPlan[] residual = [.. Enumerable.Range(0, read.ResidualRepetitions).SelectMany(r => ResidualTrials(laboratory, read, images, r))];
        return new ExperimentPlan([.. dense, .. residual], [.. DenseWork(laboratory, read), .. ResidualWork(laboratory, read, images)]);
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record)
    {
        LandscapeRecord landscapes = new(record);
        return new Conclusions(LandscapeClaims.Judge(landscapes), LandscapeTables.All(landscapes), LandscapeFigures.All(landscapes), []);
    }

    /// <summary>The root of a repetition's weights, order and directions.</summary>
    private static Seed Place(LaboratoryPlan laboratory, int repetition) => laboratory.Seed.Derive("landscape").Derive("repetition").Derive(repetition);

    private static IEnumerable<TrialPlan> DenseTrials(LaboratoryPlan laboratory, LandscapeSettings settings, int repetition)
    {
        foreach (string kind in Dense)
        {
            TrainingSettings training = kind is Small or SmallDecay ? settings.Training : settings.LargeTraining;
            double decay = kind is SmallDecay or LargeDecay ? settings.Training.Optimizer.WeightDecay : 0;
            training = training with { Optimizer = training.Optimizer with { WeightDecay = decay } };
            yield return new TrialPlan(Series(kind, repetition), laboratory.Data.Train, laboratory.Data.Test, training, 0)
            {
                Seed = Place(laboratory, repetition),
                StopAccuracy = NeverStop,
                Watches = repetition == 0 ? [SnapshotWatch.Of(SnapshotRatio)] : [],
            };
        }
    }

    private static IEnumerable<TrialPlan> ResidualTrials(LaboratoryPlan laboratory, LandscapeSettings settings, Dataset images, int repetition)
    {
        Dataset test = laboratory.Data.Test!;
        int perClass = Math.Min(images.Count / images.ClassCount, test.ClassHistogram().Min());
        Dataset asked = Subset.Balanced(test, perClass, laboratory.Seed.Derive("landscape").Derive("test"));
        NetworkPlan residual = laboratory.Named(settings.ResidualModel);
        return Residual.Select(kind => new TrialPlan(Series(kind, repetition), images, asked, settings.ResidualTraining, 0)
        {
            Seed = Place(laboratory, repetition).Derive("residual"),
            StopAccuracy = NeverStop,
            Network = residual with { Options = residual.Options with { Skip = kind == Skip } },
        });
    }

    private static IEnumerable<Computation> DenseWork(LaboratoryPlan laboratory, LandscapeSettings settings)
    {
        Dataset data = laboratory.Data.Train;
        for (int repetition = 0; repetition < settings.Repetitions; repetition++)
        {
            Seed place = Place(laboratory, repetition), directions = place.Derive("directions");
            foreach (string kind in Dense)
                yield return LandscapeComputations.DenseLines(Series(kind, repetition), data, directions, place, settings.Lines, settings.Points);
            yield return LandscapeComputations.Interpolation(Between("", repetition), Series(Small, repetition), Series(Large, repetition), data, settings.Points);
            yield return LandscapeComputations.Interpolation(Between("-decay", repetition), Series(SmallDecay, repetition), Series(LargeDecay, repetition), data, settings.Points);
            yield return LandscapeComputations.RescaledLines(Series(Small, repetition), data, directions, place, settings.Lines, settings.Points);
        }

        Seed first = Place(laboratory, 0).Derive("directions");
        foreach (string kind in Dense)
        {
            string series = Series(kind, 0);
            yield return LandscapeComputations.PathComponents(series, data, first);
            for (int row = 0; row < settings.Grid; row++) yield return LandscapeComputations.PlaneRow(series, data, first, settings.Grid, row);
            for (int row = 0; row < settings.Grid; row++) yield return LandscapeComputations.PathRow(series, data, settings.Grid, row);
        }

        foreach (string series in Sharpest.Select(kind => Series(kind, 0)))
        {
            yield return EigenvectorPlane.Vectors(series, data, first);
            for (int row = 0; row < settings.Grid; row++) yield return EigenvectorPlane.PlaneRow(series, data, settings.Grid, row);
        }
    }

    private static IEnumerable<Computation> ResidualWork(LaboratoryPlan laboratory, LandscapeSettings settings, Dataset images)
    {
        for (int repetition = 0; repetition < settings.ResidualRepetitions; repetition++)
        {
            Seed directions = Place(laboratory, repetition).Derive("residual").Derive("directions");
            foreach (string kind in Residual)
            {
                string series = Series(kind, repetition);
                yield return ResidualComputations.ThroughSolution(series, images, directions, settings.ResidualLines, settings.ResidualPoints);
                yield return ResidualComputations.ExtremeCurvature(series, images, directions);
                for (int row = 0; repetition == 0 && row < settings.ResidualGrid; row++)
                    yield return LandscapeComputations.PlaneRow(series, images, directions, settings.ResidualGrid, row);
            }
        }

        foreach (string kind in Residual)
            yield return ResidualComputations.BetweenSolutions(BetweenResidual(kind), Series(kind, 0), Series(kind, 1), images, settings.ResidualPoints);
    }
}
