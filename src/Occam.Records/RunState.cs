namespace Occam.Records;

/// <summary>How far a run folder has got.</summary>
public enum RunState
{
    /// <summary>The folder was made by this call.</summary>
    New,

    /// <summary>The folder was there without findings: the run was stopped, or is still going on.</summary>
    Unfinished,

    /// <summary>The findings are there, so the same specification need not run again.</summary>
    Finished,
}
