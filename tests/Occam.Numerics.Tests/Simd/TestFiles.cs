using System.Runtime.CompilerServices;

namespace Occam.Numerics.Tests.Simd;

/// <summary>Finds the reference files of this project where they are kept, beside the tests.</summary>
internal static class TestFiles
{
    internal static string Path(string folder, string file) => System.IO.Path.Combine(Root(), folder, file);

    private static string Root([CallerFilePath] string here = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(here, "..", ".."));
}
