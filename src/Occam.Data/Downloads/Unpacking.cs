using System.Diagnostics.CodeAnalysis;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Occam.Formats.Files;

namespace Occam.Data.Downloads;

/// <summary>Unpacks fetched files under the names that we expect, and no others, and checks every byte by digest.</summary>
internal static class Unpacking
{
    private const int BufferBytes = 1 << 17;
    private const int MostEntries = 64;
    private const long LargestOther = 1 << 20;
    private const string Remedy = "What arrived is not what was published: try again, or set OCCAM_DATA_URL to a mirror.";

    /// <summary>Unpacks <paramref name="packed"/> into <paramref name="folder"/>.</summary>
    /// <exception cref="FileFormatException">It is not the file that was published.</exception>
    public static void Unpack(DownloadItem item, string packed, string folder)
    {
        string what = $"Unpacking {item.Name}";
        try
        {
            using FileStream file = new(packed, FileMode.Open, FileAccess.Read, FileShare.Read);
            RequireMd5(what, item, file);
            using GZipStream content = new(file, CompressionMode.Decompress);
            if (item.IsArchive) UnpackArchive(what, item, content, folder);
            else UnpackFile(what, item.Files[0], content, folder);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new FileFormatException(what, "intact packed data", fault.Message.TrimEnd('.'), Remedy);
        }
    }

    /// <summary>What is wrong with a file that should be the published one, or null.</summary>
    public static string? Difference(ExpectedFile expected, string path)
    {
        if (!File.Exists(path)) return "no such file";
        using FileStream file = File.OpenRead(path);
        if (file.Length != expected.Bytes) return $"{file.Length} bytes";
        return expected.Sha256 is null || Hex(SHA256.HashData(file)) == expected.Sha256 ? null : "other bytes";
    }

    [SuppressMessage("Security", "CA5351", Justification = "It is the digest that the makers of the set publish; it guards against damage, not against forgery.")]
    private static void RequireMd5(string what, DownloadItem item, FileStream file)
    {
        if (item.Md5 is null) return;
        string got = Hex(MD5.HashData(file));
        file.Position = 0;
        if (got != item.Md5) throw new FileFormatException(what, $"MD5 {item.Md5}", got, Remedy);
    }

    private static void UnpackArchive(string what, DownloadItem item, GZipStream content, string folder)
    {
        using TarReader archive = new(content);
        HashSet<string> missing = [.. item.Files.Select(file => file.Name)];
        for (int i = 0; i < MostEntries && missing.Count > 0 && archive.GetNextEntry() is { } entry; i++)
        {
            string name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
            if (entry.DataStream is { } data && missing.Remove(name))
                UnpackFile(what, item.Files.First(file => file.Name == name), data, folder);
            else if (entry.Length > LargestOther)
                throw new FileFormatException(what, "only the files of the set", $"an entry of {entry.Length} bytes", Remedy);
        }

        if (missing.Count > 0) throw new FileFormatException(what, string.Join(", ", item.Files.Select(file => file.Name)), $"none called {string.Join(", ", missing.Order(StringComparer.Ordinal))}", Remedy);
    }

    private static void UnpackFile(string what, ExpectedFile expected, Stream content, string folder)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using FileStream file = new(Path.Combine(folder, expected.Name), FileMode.Create, FileAccess.Write, FileShare.None);
        byte[] buffer = new byte[BufferBytes];
        for (int got; (got = content.Read(buffer)) > 0;)
        {
            if (file.Length + got > expected.Bytes)
                throw new FileFormatException(what, $"{expected.Bytes} bytes of {expected.Name}", "more", Remedy);
            hash.AppendData(buffer, 0, got);
            file.Write(buffer, 0, got);
        }

        if (file.Length != expected.Bytes)
            throw new FileFormatException(what, $"{expected.Bytes} bytes of {expected.Name}", $"{file.Length}", Remedy);
        string digest = Hex(hash.GetHashAndReset());
        if (expected.Sha256 is not null && digest != expected.Sha256)
            throw new FileFormatException(what, $"SHA-256 {expected.Sha256} of {expected.Name}", digest, Remedy);
        file.Flush(flushToDisk: true);
    }

    private static string Hex(byte[] digest) => Convert.ToHexStringLower(digest);
}
