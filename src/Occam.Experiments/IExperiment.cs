using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Records;

namespace Occam.Experiments;

/// <summary>A question, the claims about it that are written down before any run, and how a run is planned and judged.</summary>
public interface IExperiment
{
    /// <summary>The name: "randomization".</summary>
    string Id { get; }

    /// <summary>The question, why it is asked, and the papers.</summary>
    About About { get; }

    /// <summary>The claims, stated before the run.</summary>
    IReadOnlyList<ClaimInfo> Claims { get; }

    /// <summary>Every key that can be set.</summary>
    IReadOnlyList<SettingInfo> Settings { get; }

    /// <summary>Whether it trains the network of model=, and does not make its own.</summary>
    bool UsesModel => Settings.Any(s => s.Key == "model" && s.HasEffect);

    /// <summary>Judges the claims and draws the figures from what was recorded.</summary>
    Conclusions Conclude(RunRecord record);
}
