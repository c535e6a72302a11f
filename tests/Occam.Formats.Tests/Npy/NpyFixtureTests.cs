using Occam.Formats.Arrays;
using Occam.Formats.Files;
using Occam.Formats.Npy;

namespace Occam.Formats.Tests.Npy;

/// <summary>Files that numpy wrote.</summary>
public sealed class NpyFixtureTests
{
    private static readonly double[] Floats = [-1.5, 0, 0.25, 2, 1000, -0.125];
    private static readonly double[] Signed = [-128, -1, 0, 1, 2, 127];
    private static readonly double[] Unsigned = [0, 1, 2, 100, 200, 255];

    [Theory]
    [InlineData("f2", ElementType.Float16)]
    [InlineData("f4", ElementType.Float32)]
    [InlineData("f8", ElementType.Float64)]
    [InlineData("i1", ElementType.Int8)]
    [InlineData("i2", ElementType.Int16)]
    [InlineData("i4", ElementType.Int32)]
    [InlineData("i8", ElementType.Int64)]
    [InlineData("u1", ElementType.UInt8)]
    [InlineData("u2", ElementType.UInt16)]
    [InlineData("u4", ElementType.UInt32)]
    [InlineData("u8", ElementType.UInt64)]
    public void Reads_every_type_in_both_byte_orders_and_writes_what_numpy_wrote(string code, ElementType type)
    {
        double[] expected = code[0] switch { 'f' => Floats, 'i' => Signed, _ => Unsigned };
        StoredArray little = NpyFile.Read(Fixture.Path($"npy/{code}_little.npy"));
        Assert.Equal(type, little.Type);
        Assert.Equal([2L, 3L], little.Shape);
        Assert.Equal(expected, little.ToDouble());
        Assert.Equal(expected.Select(value => (float)value), little.ToSingle());
        if (type.Size() > 1) Assert.Equal(expected, NpyFile.Read(Fixture.Path($"npy/{code}_big.npy")).ToDouble());
        using TemporaryFolder folder = new();
        NpyFile.Write(folder.In("copy.npy"), little);
        Assert.Equal(Fixture.Bytes($"npy/{code}_little.npy"), File.ReadAllBytes(folder.In("copy.npy")));
    }

    [Theory]
    [InlineData("scalar")]
    [InlineData("vector")]
    [InlineData("empty")]
    [InlineData("b1")]
    [InlineData("rows")]
    public void Writes_the_bytes_that_numpy_wrote(string name)
    {
        using TemporaryFolder folder = new();
        NpyFile.Write(folder.In("copy.npy"), NpyFile.Read(Fixture.Path($"npy/{name}.npy")));
        Assert.Equal(Fixture.Bytes($"npy/{name}.npy"), File.ReadAllBytes(folder.In("copy.npy")));
    }

    [Fact]
    public void Reads_shapes_of_any_rank()
    {
        StoredArray scalar = NpyFile.Read(Fixture.Path("npy/scalar.npy"));
        Assert.Empty(scalar.Shape);
        Assert.Equal([2.5], scalar.ToDouble());
        Assert.Equal([5L], NpyFile.Read(Fixture.Path("npy/vector.npy")).Shape);
        StoredArray empty = NpyFile.Read(Fixture.Path("npy/empty.npy"));
        Assert.Equal([0L, 3L], empty.Shape);
        Assert.Empty(empty.ToSingle());
        Assert.Equal([1, 0, 1], NpyFile.Read(Fixture.Path("npy/b1.npy")).ToInt32());
    }

    [Theory]
    [InlineData("fortran_cube")]
    [InlineData("version2")]
    [InlineData("version3")]
    public void Reads_fortran_order_and_every_version(string name)
    {
        StoredArray array = NpyFile.Read(Fixture.Path($"npy/{name}.npy"));
        Assert.Equal([2L, 3L, 4L], array.Shape);
        Assert.Equal(Enumerable.Range(0, 24), array.ToInt32());
    }

    [Fact]
    public void Reads_fortran_order_with_the_other_byte_order() =>
        Assert.Equal(Floats, NpyFile.Read(Fixture.Path("npy/fortran_f8_big.npy")).ToDouble());

    [Theory]
    [InlineData("object", "Python objects (a pickle inside the file)", "numpy.save(path, array.astype('float32'))")]
    [InlineData("structured", "a structured array with named fields", "array['field']")]
    [InlineData("string", "numpy type '<U2'", "astype")]
    [InlineData("complex", "numpy type '<c8'", "astype")]
    [InlineData("date", "numpy type '<M8[s]'", "astype")]
    public void Refuses_what_is_not_a_real_number_and_says_what_to_do(string name, string got, string remedy)
    {
        FileFormatException error = Assert.Throws<FileFormatException>(() => NpyFile.Read(Fixture.Path($"npy/refused_{name}.npy")));
        Assert.Equal(got, error.Got);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }
}
