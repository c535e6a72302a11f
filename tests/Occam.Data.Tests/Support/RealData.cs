namespace Occam.Data.Tests.Support;

/// <summary>The published files, where a developer has them: tests that need them are skipped elsewhere.</summary>
internal static class RealData
{
    public static string Require(string folder)
    {
        string? root = Environment.GetEnvironmentVariable("OCCAM_DATA");
        string path = Path.Combine(root ?? "", folder);
        Assert.SkipUnless(!string.IsNullOrEmpty(root) && Directory.Exists(path), $"set OCCAM_DATA to the folder that holds {folder}/");
        return path;
    }
}
