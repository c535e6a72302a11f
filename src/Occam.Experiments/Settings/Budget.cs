namespace Occam.Experiments.Settings;

/// <summary>How much an experiment may spend.</summary>
public enum Budget
{
    /// <summary>Seconds: that everything works.</summary>
    Smoke,

    /// <summary>A minute or two on two cores, on the embedded images.</summary>
    Standard,

    /// <summary>The paper's own setting.</summary>
    Full,
}
