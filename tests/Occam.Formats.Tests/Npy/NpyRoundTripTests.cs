using FsCheck;
using FsCheck.Fluent;
using Occam.Formats.Npy;

namespace Occam.Formats.Tests.Npy;

public sealed class NpyRoundTripTests
{
    [Fact]
    public void Any_floats_come_back_bit_for_bit() =>
        Prop.ForAll(ArbMap.Default.ArbFor<float[]>(), values =>
        {
            using TemporaryFolder folder = new();
            NpyFile.Write<float>(folder.In("a.npy"), [1, values.Length], values);
            return NpyFile.Read(folder.In("a.npy")).ToSingle().Select(BitConverter.SingleToInt32Bits)
                .SequenceEqual(values.Select(BitConverter.SingleToInt32Bits));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(1UL, 3UL));

    [Fact]
    public void Any_integers_come_back_from_any_shape() =>
        Prop.ForAll(Gen.Choose(0, 4).ArrayOf().Where(shape => shape.Length <= 5).ToArbitrary(), lengths =>
        {
            using TemporaryFolder folder = new();
            long[] shape = [.. lengths.Select(length => (long)length)];
            long[] values = [.. Enumerable.Range(0, lengths.Aggregate(1, (a, b) => a * b)).Select(i => long.MinValue + i)];
            NpyFile.Write<long>(folder.In("a.npy"), shape, values);
            Occam.Formats.Arrays.StoredArray read = NpyFile.Read(folder.In("a.npy"));
            return read.ToInt64().SequenceEqual(values) && read.Shape.SequenceEqual(shape);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(1UL, 3UL));

    // Column-major position of the index (i, j, k) is i + n_0 (j + n_1 k).
    [Fact]
    public void Column_major_data_is_reordered_for_any_lengths() =>
        Prop.ForAll(Gen.Choose(1, 6).Three().ToArbitrary(), lengths =>
        {
            (int a, int b, int c) = lengths;
            byte[] columns = new byte[a * b * c];
            byte[] rows = new byte[a * b * c];
            for (int i = 0; i < a; i++)
                for (int j = 0; j < b; j++)
                    for (int k = 0; k < c; k++)
                        columns[i + (a * (j + (b * k)))] = rows[(((i * b) + j) * c) + k] = (byte)((i * 36) + (j * 6) + k);
            return ColumnMajor.ToRowMajor(columns, [a, b, c], 1).SequenceEqual(rows);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(1UL, 3UL));

    [Fact]
    public void More_elements_than_one_write_takes_are_all_written()
    {
        using TemporaryFolder folder = new();
        byte[] values = [.. Enumerable.Range(0, (1 << 20) + 5).Select(i => (byte)(i * 7))];
        NpyFile.Write<byte>(folder.In("a.npy"), [values.Length], values);
        Assert.True(NpyFile.Read(folder.In("a.npy")).ToUInt8().AsSpan().SequenceEqual(values));
    }

    [Fact]
    public void A_wrong_shape_leaves_the_old_file()
    {
        using TemporaryFolder folder = new();
        NpyFile.Write<float>(folder.In("a.npy"), [1], [5f]);
        Assert.Throws<ArgumentException>(() => NpyFile.Write<float>(folder.In("a.npy"), [3], [1f, 2f]));
        Assert.Equal([5f], NpyFile.Read(folder.In("a.npy")).ToSingle());
    }
}
