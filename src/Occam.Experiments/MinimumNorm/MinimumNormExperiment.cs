using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.MinimumNorm;

/// <summary>Linear models on pixels, kernels and fixed features, solved in closed form: what they cost to fit, how they generalize, and what descent has to do with it.</summary>
public sealed class MinimumNormExperiment : ILaboratoryExperiment
{
    /// <inheritdoc/>
    public string Id => "minimum-norm";

    /// <inheritdoc/>
    public About About => new(
        "Is the solution of the smallest norm why linear models generalize?",
        "A linear model with at least as many features as examples fits any labels, in infinitely many ways. Descent from zero never leaves the span of the examples and so finds "
        + "the one solution of the smallest norm, which can be written down: (K + λI)α = Y with the kernel matrix K. Here it is, for pixels, a Gaussian kernel, random convolutions "
        + "and Gabor wavelets, with and without ridge λ, for growing numbers of examples, with norms beside errors.\n\n"
        + "The largest published case, 60,000 images of MNIST and a Gaussian kernel, is a system of 60,000 equations; it is factored in single precision and refined in double.",
        [
            "Zhang, Bengio, Hardt, Recht, Vinyals 2017, Understanding deep learning requires rethinking generalization, arXiv 1611.03530, section 5",
            "Coates, Ng, Lee 2011, An Analysis of Single-Layer Networks in Unsupervised Feature Learning",
        ]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => MinimumNormClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings => MinimumNormSettings.All;

    /// <inheritdoc/>
    public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings) => MinimumNormSettings.Plan(laboratory, settings);

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record) => new(
        MinimumNormClaims.Judge(record), MinimumNormTables.All(record), MinimumNormFigures.All(record), MinimumNormPublished.Beside(record));
}
