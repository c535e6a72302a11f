using System.Text.Json.Serialization;
using Occam.Records.Json;

namespace Occam.Records;

/// <summary>What a run says about a claim that was written down before it started.</summary>
[JsonConverter(typeof(VerdictConverter))]
public enum Verdict
{
    /// <summary>The run does not have the evidence to say either. An answer, not a failure.</summary>
    Undecided,

    /// <summary>The whole interval lies where the claim said.</summary>
    Held,

    /// <summary>The whole interval lies where the claim said that it would not.</summary>
    Contradicted,
}
