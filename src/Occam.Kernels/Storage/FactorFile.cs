using System.Diagnostics;
using System.Numerics;
using System.Security.Cryptography;
using Occam.Formats.Files;
using Occam.Numerics.Dense;

namespace Occam.Kernels.Storage;

/// <summary>
/// An append-only file of finished block columns: 64 bytes of magic and identity, then each column's values and the SHA-256 of them. A kill while one
/// is being written leaves a column that does not match, and it is written again.
/// </summary>
internal sealed unsafe class FactorFile<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int HeaderBytes = 64, HashBytes = 32, Chunk = 1 << 26;
    private readonly FactorStore _store;
    private readonly PackedCholesky<T> _factor;
    private readonly byte[] _header;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private FileStream? _file;
    private int _written;

    public FactorFile(FactorStore store, PackedCholesky<T> factor, byte[] identity)
    {
        (_store, _factor, _header) = (store, factor, new byte[HeaderBytes]);
        "occam factor 1 "u8.CopyTo(_header);
        _header[15] = (byte)sizeof(T);
        identity.CopyTo(_header, HashBytes);
    }

    /// <summary>Reads every whole column that belongs to this matrix.</summary>
    public void Restore() => Guarded(() =>
    {
        if (!File.Exists(_store.Path)) return;
        FileStream file = Open();
        byte[] header = new byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.AsSpan().SequenceEqual(_header))
        {
            file.SetLength(0);
            return;
        }

        while (_factor.Finished < _factor.Blocks && Read(file, _factor.Finished)) _factor.Restored();
        _written = _factor.Finished;
        file.SetLength(Place(_written));
    });

    /// <summary>Writes the columns that have been finished, once the interval is over.</summary>
    /// <exception cref="FileFormatException">The disk is full or gone.</exception>
    public void Keep()
    {
        if (_clock.Elapsed < _store.Interval || _factor.Finished == _factor.Blocks) return;
        Guarded(() =>
        {
            FileStream file = Open();
            if (file.Length == 0)
            {
                RequireSpace();
                file.Position = 0;
                file.Write(_header);
            }

            for (; _written < _factor.Finished; _written++) Append(file, _written);
            file.Flush();
        });
        _clock.Restart();
    }

    public void Dispose() => _file?.Dispose();

    private FileStream Open()
    {
        if (_file is not null) return _file;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_store.Path))!);
        return _file = new FileStream(_store.Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
    }

    /// <summary>All columns and their hashes, before the first is written: a disk that fills up in the middle helps nobody.</summary>
    private void RequireSpace()
    {
        long needed = Place(_factor.Blocks), free = new DriveInfo(Path.GetFullPath(_store.Path)).AvailableFreeSpace;
        if (needed > free)
        {
            throw new FileFormatException(
                $"Keeping the factor of a matrix in '{_store.Path}'", $"{needed >> 20} MB of free disk, so that an interrupted run can go on", $"{free >> 20} MB",
                "Free some, choose another --out, or fewer training examples.");
        }
    }

    private long Bytes(int block) => _factor.Length(block) * sizeof(T);

    private long Place(int block)
    {
        long place = HeaderBytes;
        for (int b = 0; b < block; b++) place += Bytes(b) + HashBytes;
        return place;
    }

    private void Append(FileStream file, int block)
    {
        file.Position = Place(block);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte* data = (byte*)_factor.Row(_factor.First(block), block);
        for (long at = 0, bytes = Bytes(block); at < bytes; at += Chunk)
        {
            ReadOnlySpan<byte> part = new(data + at, (int)Math.Min(Chunk, bytes - at));
            hash.AppendData(part);
            file.Write(part);
        }

        file.Write(hash.GetHashAndReset());
    }

    private bool Read(FileStream file, int block)
    {
        if (file.Length < Place(block + 1)) return false;
        file.Position = Place(block);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte* data = (byte*)_factor.Row(_factor.First(block), block);
        for (long at = 0, bytes = Bytes(block); at < bytes; at += Chunk)
        {
            Span<byte> part = new(data + at, (int)Math.Min(Chunk, bytes - at));
            file.ReadExactly(part);
            hash.AppendData(part);
        }

        byte[] stored = new byte[HashBytes];
        file.ReadExactly(stored);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(stored);
    }

    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception fault) when (fault is (IOException and not FileFormatException) or UnauthorizedAccessException)
        {
            throw new FileFormatException(
                $"Keeping the factor of a matrix in '{_store.Path}'", "a file that can be written and read", fault.Message.TrimEnd('.'), "Free disk space, or choose another --out.");
        }
    }
}
