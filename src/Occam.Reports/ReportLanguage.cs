namespace Occam.Reports;

/// <summary>Language of the words that belong to the report itself; statements and captions stay as the experiment wrote them.</summary>
public enum ReportLanguage
{
    /// <summary>English.</summary>
    English,

    /// <summary>Simplified Chinese.</summary>
    Chinese,
}
