namespace Occam.Data.Downloads;

/// <summary>How far a download has come.</summary>
/// <param name="File">The file that is being fetched.</param>
/// <param name="FileIndex">Its number, from 0.</param>
/// <param name="FileCount">How many files the set has.</param>
/// <param name="Done">Bytes of this file that are on disk.</param>
/// <param name="Total">Bytes of this file, or null while unknown.</param>
public readonly record struct DownloadProgress(string File, int FileIndex, int FileCount, long Done, long? Total);
