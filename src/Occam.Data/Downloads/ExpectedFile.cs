namespace Occam.Data.Downloads;

/// <summary>A file as it must lie in the data folder after a download.</summary>
/// <param name="Name">Its name in the set's folder.</param>
/// <param name="Bytes">Its exact length.</param>
/// <param name="Sha256">SHA-256 of its bytes in lower-case hexadecimal, or null where only the packed file's digest is published.</param>
internal sealed record ExpectedFile(string Name, long Bytes, string? Sha256);
