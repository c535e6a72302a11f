namespace Occam.Data.Downloads;

/// <summary>How patiently a download is made.</summary>
public sealed record DownloadOptions
{
    /// <summary>A connection that delivers nothing for so long is given up and tried again.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts in a row that may bring nothing new before the download fails.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The pause before the second attempt; doubled for each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A mirror in place of the published addresses: below it mnist/, fashion-mnist/ and cifar-10-binary.tar.gz. Default: <c>$OCCAM_DATA_URL</c>.</summary>
    public string? Mirror { get; init; } = Environment.GetEnvironmentVariable("OCCAM_DATA_URL");
}
