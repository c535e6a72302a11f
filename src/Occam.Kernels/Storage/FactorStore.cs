using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Occam.Kernels.Matrices;
using Occam.Numerics.Dense;

namespace Occam.Kernels.Storage;

/// <summary>Where the finished columns of a long factorization are kept, so that it can go on after an interruption.</summary>
/// <param name="Path">The file. It is replaced where it belongs to another matrix; whoever has used the factor removes it.</param>
/// <param name="Interval">Finished columns are written together, this far apart: what an interruption costs at most, with one column.</param>
public sealed record FactorStore(string Path, TimeSpan Interval)
{
    /// <summary>Seconds that are lost at most are about a minute: columns that take longer are written one by one.</summary>
    public static TimeSpan DefaultInterval { get; } = TimeSpan.FromSeconds(45);

    internal FactorFile<T> Open<T>(PackedCholesky<T> factor, byte[] identity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(this, factor, identity);

    /// <summary>What a factor depends on, hashed: kernel, inputs and ridge.</summary>
    internal static byte[] Identity(KernelFunction kernel, KernelInputs inputs, double ridge)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string parameter = kernel switch
        {
            GaussianKernel gaussian => gaussian.Bandwidth.ToString("R", CultureInfo.InvariantCulture),
            LinearKernel linear => linear.Scale.ToString("R", CultureInfo.InvariantCulture),
            _ => kernel.ToString(),
        };
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kernel.Name} {parameter} {ridge:R} {inputs.Count} {inputs.Dimension}")));
        hash.AppendData(MemoryMarshal.AsBytes(inputs.Values.AsSpan()));
        return hash.GetHashAndReset();
    }
}
