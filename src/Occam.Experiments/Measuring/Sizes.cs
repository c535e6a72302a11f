using System.Globalization;

namespace Occam.Experiments.Measuring;

/// <summary>Bytes in words.</summary>
public static class Sizes
{
    /// <summary>For example "1.2 GB" or "300 KB", in powers of 1,024, as --memory reads them.</summary>
    public static string Show(long bytes)
    {
        (double scale, string unit) = bytes >= 1L << 30 ? (1L << 30, "GB") : bytes >= 1L << 20 ? (1L << 20, "MB") : (1L << 10, "KB");
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / scale * 10) / 10:0.#} {unit}");
    }
}
