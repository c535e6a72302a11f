using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Occam.Data.Catalog;
using Occam.Data.Datasets;
using Occam.Data.Readers;
using Occam.Data.Tests.Support;
using Occam.Formats.Files;
using Occam.Formats.Npz;

namespace Occam.Data.Tests.Readers;

public sealed class CsvDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("savetxt", "labels: column 6, the last, because the first line has no names")]
    [InlineData("savetxt_header", "labels: column 1 ('label')")]
    [InlineData("words", "labels: column 2 ('Class'); test part: words-test.csv")]
    public void Files_of_numpy_and_of_pythons_csv_module_read_to_the_bit(string name, string notes)
    {
        (Dataset train, Dataset? test, string got) = CsvDataset.Read(Fixture.Path($"{name}.csv"), name);
        Fixture.AssertSame($"{name}.npz", train, test);
        Assert.Equal(notes, got);
    }

    [Fact]
    public void Words_are_numbered_in_ordinal_order_over_both_tables()
    {
        (Dataset train, Dataset? test, _) = CsvDataset.Read(Fixture.Path("words.csv"), "words");
        using NpzFile file = NpzFile.Open(Fixture.Path("words.npz"));
        Assert.Equal(Encoding.UTF8.GetString(file.Read("names").Data.Span).Split('|'), train.ClassNames);
        Assert.Equal(train.ClassNames, test!.ClassNames);
        Assert.Contains("cat, small", train.ClassNames);
    }

    [Theory]
    [InlineData("a,LABEL,y\n5,1,6\n", 1, "labels: column 2 ('LABEL')")]
    [InlineData("x,y,class\n5,6,1\n", 1, "labels: column 3 ('class')")]
    [InlineData("y;a;b\n1;5;6\n", 1, "labels: column 1 ('y')")]
    [InlineData("a\tTarget\tb\n5\t1\t6\n", 1, "labels: column 2 ('Target')")]
    [InlineData("0,1,label\n5,6,1\n", 1, "labels: column 3 ('label')")]
    [InlineData("0,1,kind\n5,6,1\n", 1, "labels: column 3 ('kind'), the last, because no column is called label, class, target or y")]
    [InlineData("1,2,kind\n5,6,1\n", 1, "labels: column 3 ('kind'), the last, because no column is called label, class, target or y")]
    [InlineData("5,6,1\n", 1, "labels: column 3, the last, because the first line has no names")]
    [InlineData("5,6,setosa\n", 0, "labels: column 3, the last, because the first line has no names")]
    [InlineData("\"a\",\"b\",\"label\"\r\n\"5\",\"6\",\"1\"\r\n\r\n\r\n", 1, "labels: column 3 ('label')")]
    [InlineData("\uFEFFa,b,label\n 5 , +6.0 , 1 ", 1, "labels: column 3 ('label')")]
    [InlineData("a,\"b\nc\",label\n.5e1,60e-1,1.0", 1, "labels: column 3 ('label')")]
    public void The_column_of_the_labels_is_found_and_stated(string text, int label, string notes)
    {
        (Dataset set, Dataset? test, string got) = CsvDataset.Read(Write("t.csv", text), "t");
        Assert.Equal([5f, 6f], set.Images.ToArray());
        Assert.Equal((label, notes), (set.Labels[0], got));
        Assert.Equal((ImageShape.Vector(2), 1), (set.Shape, set.Count));
        Assert.Null(test);
    }

    [Theory]
    [InlineData("", "names in the first line and one example a row", "an empty file")]
    [InlineData("\n\r\n \n", "names in the first line and one example a row", "an empty file")]
    [InlineData("a,label\n", "one example a row under the names", "the names only")]
    [InlineData("a\n1\n", "at least two columns, separated by commas, semicolons or tabs", "one column, 'a'")]
    [InlineData("1 2 3\n4 5 6\n", "at least two columns, separated by commas, semicolons or tabs", "one column, '1 2 3'")]
    [InlineData("0,1,2\n4,5,1\n", "names in the first line, or an example", "0, 1, … up to 2, which may be either")]
    [InlineData(",a,label\n0,4,1\n", "a name for every column in the first line", "none for column 1")]
    [InlineData("a,a,label\n0,4,1\n", "a different name for every column", "'a' in line 1, column 2 once more")]
    [InlineData("class,a,Label\n0,4,1\n", "one column of labels", "'class' in column 1 and 'Label' in column 3")]
    [InlineData("a,b,label\n1,2,0\n1,,0\n", "a number", "an empty cell in line 3, column 2 (b)")]
    [InlineData("a,b,label\n1,2,0\n1,NaN,0\n", "a number", "'NaN' in line 3, column 2 (b)")]
    [InlineData("a,b,label\n1,2,0\n1,-Infinity,0\n", "a number that single precision holds", "'-Infinity' in line 3, column 2 (b)")]
    [InlineData("a,b,label\n1,2,0\n1,1e39,0\n", "a number that single precision holds", "'1e39' in line 3, column 2 (b)")]
    [InlineData("a,b,label\n1,2,0\n1,red,0\n", "a number", "'red' in line 3, column 2 (b)")]
    [InlineData("a;b;label\n1;2,5;0\n", "a number", "'2,5' in line 2, column 2 (b)")]
    [InlineData("a,b,label\n1,2\0,0\n", "a number", "'2?' in line 2, column 2 (b)")]
    [InlineData("a,b,label\n1,2,0\n1,2\n", "3 cells in each row, as in the first line", "2 in line 3")]
    [InlineData("a,b,label\n1\n1\n1\n1\n1\n1\n1\n", "3 cells in each row, as in the first line", "1 in line 2")]
    [InlineData("a,b,label\n1,2,0\n1,2,0,4\n", "3 cells in each row, as in the first line", "more in line 3")]
    [InlineData("a,b,label\n1,2,0\n\n1,2,0\n", "3 cells in each row, as in the first line", "none in line 3, which is empty")]
    [InlineData("a,\"b\n\nb\",label\n1,\"2\",0\n1,x,0\n", "a number", "'x' in line 5, column 2 (b??b)")]
    [InlineData("a,b,label\n1,2,\n", "a label", "an empty cell in line 2, column 3 (label)")]
    [InlineData("a,b,label\n1,2,-1\n", "labels in 0 … 65535, or words", "'-1' in line 2, column 3 (label)")]
    [InlineData("a,b,label\n1,2,0.5\n", "labels in 0 … 65535, or words", "'0.5' in line 2, column 3 (label)")]
    [InlineData("a,b,label\n1,2,65536\n", "labels in 0 … 65535, or words", "'65536' in line 2, column 3 (label)")]
    [InlineData("a,b,label\n1,2,nan\n", "labels in 0 … 65535, or words", "'nan' in line 2, column 3 (label)")]
    [InlineData("a,b,label\n1,2,1\n1,2,cat\n", "a number as a label, as in the rows before", "'cat' in line 3, column 3 (label)")]
    [InlineData("a,b,label\n1,2,cat\n1,2,1\n", "a word as a label, as in the rows before", "'1' in line 3, column 3 (label)")]
    [InlineData("a,b,label\n1,2,\"c\u001b[2J\"\n", "a class without control characters", "'c?[2J' in line 2, column 3 (label)")]
    [InlineData("a,b,c\n1,2,0\n1,3,0\n", "labels in the last column (c), because no column is called label, class, target or y", "the same value in every row")]
    [InlineData("a,b,label\n1,\"2,0\n1,2,0\n", "a quote that closes the cell", "the end of the file; the quote was opened in line 2, column 2")]
    [InlineData("a,b,label\n1,2\"5,0\n", "quotes around a whole cell only", "a quote inside the cell in line 2, column 2")]
    [InlineData("a,b,label\n1,\"2\"5,0\n", "a separator after a cell in quotes", "more text in line 2, column 2")]
    public void What_is_no_table_of_numbers_is_refused_by_line_and_column(string text, string expected, string got)
    {
        FileFormatException refusal = Assert.Throws<FileFormatException>(() => DatasetFiles.Read(Write("t.csv", text)));
        Assert.Equal((expected, got), (refusal.Expected, refusal.Got));
        Assert.StartsWith("Reading '", refusal.What, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Remedy);
    }

    [Fact]
    public void Other_encodings_are_refused()
    {
        FileFormatException name = Refusal("t.csv", Encoding.Latin1.GetBytes("größe,label\n1,0\n"));
        Assert.Equal(("text in UTF-8", "other bytes in line 1, column 1"), (name.Expected, name.Got));
        Assert.Contains("iconv", name.Remedy, StringComparison.Ordinal);
        Assert.Equal("other bytes in line 1, column 1", Refusal("t.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,label\n1,0\n")]).Got);
        Assert.Equal("bytes that are no UTF-8 in line 2, column 2 (label)", Refusal("t.csv", [.. "a,label\n1,"u8, 0xE4, (byte)'\n']).Got);
        Assert.Equal("bytes that are no UTF-8 in line 2, column 1 (a)", Refusal("t.csv", [.. "a,label\n"u8, 0xE4, .. ",1\n"u8]).Got);
    }

    [Fact]
    public void A_cell_without_end_is_refused_before_it_fills_memory()
    {
        string cell = new('7', 70_000);
        Assert.Equal("a longer one in line 2, column 1", Refusal("t.csv", Encoding.ASCII.GetBytes($"a,label\n{cell},1\n")).Got);
        Assert.Equal("a longer one in line 2, column 1", Refusal("t.csv", Encoding.ASCII.GetBytes($"a,label\n\"{cell}\",1\n")).Got);
    }

    [Fact]
    public void A_set_without_room_in_memory_is_refused()
    {
        Values.RequireRoom("Reading 't'", 250, 1_000, 1_000_000);
        FileFormatException refusal = Assert.Throws<FileFormatException>(() => Values.RequireRoom("Reading 't'", 251, 1_000, 1_000_000));
        Assert.Equal(("at most 250 examples of 1000 values, which memory can hold", "251"), (refusal.Expected, refusal.Got));
        Assert.Throws<FileFormatException>(() => Values.RequireRoom("Reading 't'", long.MaxValue, int.MaxValue, long.MaxValue));
        Assert.Throws<FileFormatException>(() => Values.RequireRoom("Reading 't'", (Array.MaxLength / 1_000) + 1, 1_000, long.MaxValue));
    }

    [Fact]
    public void Short_lines_do_not_ask_for_the_room_of_long_ones()
    {
        string names = string.Join(",", Enumerable.Range(0, 50_000).Select(i => $"f{i}"));
        string path = Write("t.csv", names + "\n" + string.Concat(Enumerable.Repeat("1\n", 200_000)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("1 in line 2", Assert.Throws<FileFormatException>(() => CsvDataset.Read(path, "t")).Got);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    [Theory]
    [InlineData("X.csv", "X-test.csv")]
    [InlineData("X.csv", "X_test.csv")]
    [InlineData("X-train.csv", "X-test.csv")]
    [InlineData("X_train.csv", "X_test.csv")]
    public void A_test_table_beside_it_is_read_by_the_names_of_its_columns(string train, string test)
    {
        string path = Write(train, "a,b,label\n1,2,0\n3,4,1\n");
        Write(test, "label,b,a\n4,6,5\n");
        DatasetPair pair = DatasetFiles.Read(path);
        Assert.Equal((5, "CSV", $"given by path; labels: column 3 ('label'); test part: {test}"), (pair.ClassCount, pair.Info.Format, pair.Info.Origin));
        Assert.Equal([5f, 6f], pair.Test!.Images.ToArray());
        Assert.Equal((4, 1), (pair.Test.Labels[0], pair.Test.Count));
    }

    [Fact]
    public void A_folder_with_train_and_test_is_read()
    {
        Write("set/train.csv", "a,b,label\n1,2,cat\n");
        Assert.Null(DatasetFiles.Read(_folder.In("set")).Test);
        Write("set/test.csv", "a,b,label\n3,4,ant\n");
        DatasetPair pair = new DatasetCatalog("/nowhere").Load(_folder.In("set"));
        Assert.Equal(("set", "CSV", "given by path; labels: column 3 ('label'); test part: test.csv"), (pair.Info.Name, pair.Info.Format, pair.Info.Origin));
        Assert.Equal((1, 0), (pair.Train.Labels[0], pair.Test!.Labels[0]));
        Assert.Equal(["ant", "cat"], pair.Train.ClassNames);
        Assert.Equal(("set/train", "set/test"), (pair.Train.Name, pair.Test.Name));
    }

    [Theory]
    [InlineData("a,label\n5,4\n", "a table without 'b'")]
    [InlineData("a,b,c,label\n5,4,3,2\n", "a table with 'c'")]
    [InlineData("a,B,label\n5,4,2\n", "a table without 'b' and a table with 'B'")]
    [InlineData("5,4,2\n", "numbers in the first line of only this one")]
    public void A_test_table_with_other_columns_is_refused(string test, string got)
    {
        Write("X-test.csv", test);
        FileFormatException refusal = Assert.Throws<FileFormatException>(() => DatasetFiles.Read(Write("X.csv", "a,b,label\n1,2,0\n")));
        Assert.Equal(("the 3 columns of the training table", got), (refusal.Expected, refusal.Got));
        Assert.Contains("X-test.csv", refusal.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_test_tables_are_refused()
    {
        string path = Write("X.csv", "a,b,label\n1,2,0\n");
        Write("X-test.csv", "a,b,label\n1,2,0\n");
        Write("X_test.csv", "a,b,label\n1,2,0\n");
        Assert.Equal("X-test.csv and X_test.csv", Assert.Throws<FileFormatException>(() => DatasetFiles.Read(path)).Got);
    }

    [Fact]
    public void Text_with_separators_is_a_table_whatever_it_is_called()
    {
        Assert.Equal("CSV", DatasetFiles.Read(Write("table.txt", "a\tlabel\n1\t0\n")).Info.Format);
        FileFormatException prose = Assert.Throws<FileFormatException>(() => DatasetFiles.Read(Write("prose.txt", "no table\n")));
        Assert.Contains("a table as CSV", prose.Expected, StringComparison.Ordinal);
        Assert.Contains("a PNG image", Refusal("t.csv", [0x89, .. "PNG\r\n\u001a\n,,,"u8]).Got, StringComparison.Ordinal);
        Assert.Contains("gzip", Refusal("t.csv", [0x1F, 0x8B, 8, 0, 1, 2, 3]).Got, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_table_of_floats_comes_back_from_text_to_the_bit()
    {
        Gen<float> value = ArbMap.Default.ArbFor<int>().Generator.Select(seed => BitConverter.Int32BitsToSingle(seed * -1640531527)).Where(float.IsFinite);
        Gen<float[]> table = value.ArrayOf(12);
        Prop.ForAll(Arb.From(table), values =>
        {
            string text = "a,b,label,c\n" + string.Concat(values.Chunk(3).Select((row, i) => string.Create(CultureInfo.InvariantCulture, $"{row[0]:R},{(double)row[1]:R},{i},{row[2]:E8}\n")));
            Dataset set = CsvDataset.Read(Write("t.csv", text), "t").Train;
            return values.Select(BitConverter.SingleToInt32Bits).SequenceEqual(set.Images.ToArray().Select(BitConverter.SingleToInt32Bits));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(1UL, 3UL));
    }

    [Theory]
    [InlineData(",", "\n", "")]
    [InlineData("\t", "\r\n", "\"")]
    [InlineData(";", "\r\n", "")]
    public void Cells_may_lie_across_the_ends_of_the_buffer(string separator, string end, string quote)
    {
        const int rows = 20_000;
        StringBuilder text = new($"{quote}a{quote}{separator}{quote}bb{quote}{separator}{quote}label{quote}{end}");
        for (int i = 0; i < rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"{quote}{i}{quote}{separator}{quote}{i * 0.5}{quote}{separator}{quote}w{(quote.Length > 0 ? "\"\"" : "")}{i % 7}{quote}{end}");
        Dataset set = CsvDataset.Read(Write("t.csv", text.ToString()), "t").Train;
        Assert.Equal(rows, set.Count);
        Assert.Equal(Enumerable.Range(0, rows).SelectMany(i => new[] { i, i * 0.5f }), set.Images.ToArray());
        Assert.Equal(Enumerable.Range(0, rows).Select(i => i % 7), set.Labels.ToArray());
        Assert.Equal(quote.Length > 0 ? "w\"3" : "w3", set.ClassNames[3]);
    }

    [Fact]
    public void Damaged_bytes_are_read_or_refused_and_never_anything_else()
    {
        byte[] whole = File.ReadAllBytes(Fixture.Path("words.csv"));
        byte[] damage = [.. "\",\n\r\00e"u8, 0xFF];
        int refused = 0;
        void Try(byte[] bytes)
        {
            string path = _folder.Write("t.csv", bytes);
            try { DatasetFiles.Read(path); }
            catch (FileFormatException) { refused++; }
        }

        for (int length = 0; length < whole.Length; length += 3) Try(whole[..length]);
        for (int at = 0; at < whole.Length; at += 2)
        {
            byte[] changed = [.. whole];
            changed[at] = damage[at / 2 % damage.Length];
            Try(changed);
        }

        Assert.True(refused > 500);
    }

    private string Write(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));

    private FileFormatException Refusal(string name, byte[] bytes) => Assert.Throws<FileFormatException>(() => DatasetFiles.Read(_folder.Write(name, bytes)));
}
