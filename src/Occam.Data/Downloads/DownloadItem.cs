using Occam.Numerics.Errors;

namespace Occam.Data.Downloads;

/// <summary>One packed file to fetch, and what comes out of it.</summary>
/// <param name="Address">Where it is published.</param>
/// <param name="MirrorPath">Where it lies below a mirror.</param>
/// <param name="Bytes">Upper bound of its length; a server that sends more is cut off.</param>
/// <param name="Md5">MD5 of the packed file where that is what its makers publish, else null.</param>
/// <param name="Files">What it unpacks to: one file for .gz, several for .tar.gz.</param>
internal sealed record DownloadItem(Uri Address, string MirrorPath, long Bytes, string? Md5, IReadOnlyList<ExpectedFile> Files)
{
    /// <summary>The name of the packed file.</summary>
    public string Name => MirrorPath[(MirrorPath.LastIndexOf('/') + 1)..];

    /// <summary>Whether it is a tar archive within the gzip stream.</summary>
    public bool IsArchive => Name.EndsWith(".tar.gz", StringComparison.Ordinal);

    /// <summary>The address to ask, given a mirror or none.</summary>
    /// <exception cref="InputException">The mirror is no web address.</exception>
    public Uri AddressAt(string? mirror)
    {
        if (string.IsNullOrWhiteSpace(mirror)) return Address;
        return Uri.TryCreate(mirror.TrimEnd('/') + "/" + MirrorPath, UriKind.Absolute, out Uri? address) && address.Scheme is ("http" or "https")
            ? address
            : throw new InputException("OCCAM_DATA_URL", "an address that begins with http:// or https://", $"'{mirror}'", "Give the folder that holds the sets, or unset it.");
    }
}
