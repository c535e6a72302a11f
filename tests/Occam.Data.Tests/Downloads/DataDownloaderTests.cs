using System.Diagnostics.CodeAnalysis;
using System.Formats.Tar;
using System.Security.Cryptography;
using Occam.Data.Downloads;
using Occam.Data.Tests.Support;
using Occam.Formats.Files;
using Occam.Numerics.Errors;

namespace Occam.Data.Tests.Downloads;

public sealed class DataDownloaderTests : IDisposable
{
    private const string Set = "tiny", First = "/tiny/a.gz", Second = "/tiny/b.gz";
    private static readonly byte[] A = Noise(40_000, 1), B = Noise(9_000, 2);

    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackServer _server = new();
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly List<DownloadProgress> _progress = [];

    private string Final => Path.Combine(_folder.Path, Set);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_good_server_gives_the_files_and_leaves_nothing_else()
    {
        Serve();
        Assert.Equal(Final, await GetAsync());
        AssertWhole();
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder.Path, ".fetching")));
        Assert.Equal(["/tiny/a.gz whole", "/tiny/b.gz whole"], _server.Requests);
        DownloadProgress last = _progress[^1];
        Assert.Equal(("b.gz", 1, 2, last.Total), (last.File, last.FileIndex, last.FileCount, last.Done));
        Assert.True(_progress.Where(p => p.FileIndex == 0).Select(p => p.Done).SequenceEqual(_progress.Where(p => p.FileIndex == 0).Select(p => p.Done).Order()));
    }

    [Fact]
    public async Task Nothing_is_visible_under_the_final_name_before_the_end()
    {
        Serve(Behaviour.Cuts, Behaviour.Good);
        int told = 0;
        Told watching = new(_ =>
        {
            told++;
            AssertNothing();
        });
        await new DataDownloader(_folder.Path, _client, Options(_server.Address)).GetAsync(Set, Items(), watching, Test);
        AssertWhole();
        Assert.True(told > 4);
    }

    [Fact]
    public async Task What_is_there_is_not_fetched_again()
    {
        Serve();
        await GetAsync();
        await GetAsync();
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task A_cut_connection_is_resumed_where_it_broke()
    {
        byte[] packed = Idx.Gzip(A);
        Serve(Behaviour.Cuts, Behaviour.Cuts, Behaviour.Good);
        await GetAsync();
        AssertWhole();
        int half = (packed.Length + 1) / 2;
        Assert.Equal([$"{First} whole", $"{First} {half}", $"{First} {half + ((packed.Length - half + 1) / 2)}"], _server.Requests.Take(3));
    }

    [Fact]
    public async Task A_stall_is_noticed_and_resumed()
    {
        Serve(Behaviour.Stalls, Behaviour.Good);
        DownloadOptions impatient = Options(_server.Address) with { StallTimeout = TimeSpan.FromSeconds(1) };
        await new DataDownloader(_folder.Path, _client, impatient).GetAsync(Set, Items(), null, Test);
        AssertWhole();
        Assert.Equal($"{First} {(Idx.Gzip(A).Length + 1) / 2}", _server.Requests.ElementAt(1));
    }

    [Fact]
    public async Task A_download_goes_on_in_the_next_run()
    {
        Serve(Behaviour.Cuts, Behaviour.Unavailable);
        await Assert.ThrowsAsync<FileFormatException>(GetAsync);
        Assert.False(Directory.Exists(Final));
        Serve();
        int before = _server.Requests.Count;
        await GetAsync();
        AssertWhole();
        Assert.Equal($"{First} {(Idx.Gzip(A).Length + 1) / 2}", _server.Requests.ElementAt(before));
    }

    [Fact]
    public async Task A_server_without_ranges_is_asked_from_the_start()
    {
        Serve(Behaviour.Cuts, Behaviour.IgnoresRange);
        await GetAsync();
        AssertWhole();
    }

    [Fact]
    public async Task A_server_that_always_starts_over_and_cuts_is_given_up()
    {
        Serve(Behaviour.IgnoresRangeAndCuts);
        FileFormatException refusal = await Assert.ThrowsAsync<FileFormatException>(GetAsync);
        Assert.Contains("3 times in a row", refusal.Got, StringComparison.Ordinal);
        Assert.Equal(4, _server.Requests.Count);
        AssertNothing();
    }

    [Fact]
    public async Task Another_part_than_asked_for_is_thrown_away()
    {
        Serve(Behaviour.Cuts, Behaviour.WrongRange, Behaviour.Good);
        await GetAsync();
        AssertWhole();
        Assert.Equal($"{First} whole", _server.Requests.ElementAt(2));
    }

    [Fact]
    public async Task Damage_is_noticed_by_digest_and_nothing_is_placed()
    {
        Serve(Behaviour.Corrupts);
        FileFormatException refusal = await Assert.ThrowsAsync<FileFormatException>(GetAsync);
        Assert.StartsWith("Unpacking a.gz", refusal.What, StringComparison.Ordinal);
        Assert.Contains("OCCAM_DATA_URL", refusal.Remedy, StringComparison.Ordinal);
        AssertNothing();
    }

    [Fact]
    public async Task Damage_on_the_way_is_mended_by_a_second_download()
    {
        Serve(Behaviour.Corrupts, Behaviour.Good);
        await GetAsync();
        AssertWhole();
        Assert.Equal([$"{First} whole", $"{First} whole"], _server.Requests.Take(2));
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("/data")]
    public async Task A_mirror_must_be_a_web_address(string mirror) =>
        Assert.StartsWith("OCCAM_DATA_URL: expected an address that begins with http:// or https://, got '", (await Assert.ThrowsAsync<InputException>(() => GetAsync(mirror))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Other_bytes_in_good_packing_are_noticed()
    {
        Serve();
        _server.Serve(First, Idx.Gzip(Noise(A.Length, 99)));
        FileFormatException refusal = await Assert.ThrowsAsync<FileFormatException>(GetAsync);
        Assert.Equal($"SHA-256 {Sha256(A)} of a", refusal.Expected);
        AssertNothing();
    }

    [Theory]
    [InlineData(39_999)]
    [InlineData(40_001)]
    public async Task Files_of_another_length_are_noticed(int length)
    {
        Serve();
        _server.Serve(First, Idx.Gzip(Noise(length, 1)));
        Assert.Equal("40000 bytes of a", (await Assert.ThrowsAsync<FileFormatException>(GetAsync)).Expected);
        AssertNothing();
    }

    [Fact]
    public async Task A_leftover_that_does_not_fit_is_fetched_anew()
    {
        Serve();
        _folder.Write(Path.Combine(".fetching", Set, "a.gz.part"), new byte[100]);
        await GetAsync();
        AssertWhole();
        Assert.Equal([$"{First} 100", $"{First} whole"], _server.Requests.Take(2));
    }

    [Fact]
    public async Task A_leftover_that_is_whole_is_used()
    {
        Serve();
        _folder.Write(Path.Combine(".fetching", Set, "a.gz.part"), Idx.Gzip(A));
        await GetAsync();
        AssertWhole();
        Assert.DoesNotContain($"{First} whole", _server.Requests);
    }

    [Fact]
    public async Task A_missing_address_is_said_at_once()
    {
        FileFormatException refusal = await Assert.ThrowsAsync<FileFormatException>(GetAsync);
        Assert.Equal($"Fetching {_server.Address}{First}", refusal.What);
        Assert.Equal("HTTP 404 Not Found", refusal.Got);
        Assert.Single(_server.Requests);
        AssertNothing();
    }

    [Fact]
    public async Task A_failing_server_is_given_up_after_the_stated_attempts()
    {
        Serve(Behaviour.Unavailable);
        Assert.Contains("HTTP 503, 3 times in a row", (await Assert.ThrowsAsync<FileFormatException>(GetAsync)).Got, StringComparison.Ordinal);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_given_up()
    {
        string gone;
        using (LoopbackServer closed = new()) gone = closed.Address;
        await Assert.ThrowsAsync<FileFormatException>(() => GetAsync(gone));
        AssertNothing();
    }

    [Fact]
    public async Task A_server_that_sends_too_much_is_cut_off()
    {
        Serve();
        _server.Serve(First, Noise(200_000, 5));
        Assert.Equal("at most 100000 bytes", (await Assert.ThrowsAsync<FileFormatException>(GetAsync)).Expected);
        AssertNothing();
    }

    [Fact]
    public async Task A_folder_with_other_files_is_left_alone()
    {
        Serve();
        _folder.Write(Path.Combine(Set, "a"), [1, 2, 3]);
        InputException refusal = await Assert.ThrowsAsync<InputException>(GetAsync);
        Assert.Equal(["3 bytes", "no such file"], refusal.Faults.Select(fault => fault.Got));
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Path.Combine(Final, "a"), Test));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Two_downloads_of_one_set_do_not_mix()
    {
        Serve();
        string work = _folder.Folder(Path.Combine(".fetching", Set));
        using FileStream held = new(Path.Combine(work, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        Assert.Contains("no other download", (await Assert.ThrowsAsync<FileFormatException>(GetAsync)).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_keeps_what_has_arrived()
    {
        Serve(Behaviour.Stalls);
        using CancellationTokenSource stop = new();
        DownloadOptions patient = Options(_server.Address) with { StallTimeout = TimeSpan.FromMinutes(5) };
        DataDownloader downloader = new(_folder.Path, _client, patient);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => downloader.GetAsync(Set, Items(), new Told(p => { if (p.Done > 0) stop.Cancel(); }), stop.Token));
        AssertNothing();
        Assert.True(new FileInfo(Path.Combine(_folder.Path, ".fetching", Set, "a.gz.part")).Length > 0);
    }

    [Fact]
    [SuppressMessage("Security", "CA5351", Justification = "It is the digest that one set's makers publish.")]
    public async Task The_digest_of_the_packed_file_is_checked_where_that_is_published()
    {
        Serve();
        DownloadItem[] items = Items();
        string md5 = Convert.ToHexStringLower(MD5.HashData(Idx.Gzip(A)));
        items[0] = items[0] with { Md5 = md5, Files = [new ExpectedFile("a", A.Length, null)] };
        DataDownloader downloader = new(_folder.Path, _client, Options(_server.Address));
        _server.Serve(First, Idx.Gzip(Noise(A.Length, 9)));
        Assert.Equal($"MD5 {md5}", (await Assert.ThrowsAsync<FileFormatException>(() => downloader.GetAsync(Set, items, null, Test))).Expected);
        AssertNothing();
        Serve();
        await downloader.GetAsync(Set, items, null, Test);
        AssertWhole();
    }

    [Fact]
    public async Task An_archive_gives_the_expected_files_only()
    {
        _server.Serve("/set.tar.gz", Tar(("tiny/readme.html", Noise(10, 3)), ("tiny/a", A), ("../../b", B)));
        await new DataDownloader(_folder.Path, _client, Options(_server.Address)).GetAsync(Set, [Archive()], null, Test);
        AssertWhole();
    }

    [Fact]
    public async Task An_archive_that_lacks_a_file_is_refused()
    {
        _server.Serve("/set.tar.gz", Tar(("tiny/a", A)));
        FileFormatException refusal = await Assert.ThrowsAsync<FileFormatException>(
            () => new DataDownloader(_folder.Path, _client, Options(_server.Address)).GetAsync(Set, [Archive()], null, Test));
        Assert.Equal(("a, b", "none called b"), (refusal.Expected, refusal.Got));
        AssertNothing();
    }

    [Theory]
    [InlineData("mnist-mini", "the embedded one")]
    [InlineData("imagenet", "an unknown name")]
    public async Task Names_that_cannot_be_fetched_are_refused(string name, string got)
    {
        DataDownloader downloader = new(_folder.Path, _client, Options(_server.Address));
        Assert.Equal(got, (await Assert.ThrowsAsync<InputException>(() => downloader.GetAsync(name, null, Test))).Faults[0].Got);
    }

    [Fact]
    public async Task A_known_name_is_asked_for_at_the_mirror()
    {
        DataDownloader downloader = new(_folder.Path, _client, Options(_server.Address + "/"));
        foreach (string name in new[] { "mnist", "fashion-mnist", "cifar10" })
            await Assert.ThrowsAsync<FileFormatException>(() => downloader.GetAsync(name, null, Test));
        Assert.Equal(["/mnist/train-images-idx3-ubyte.gz whole", "/fashion-mnist/train-images-idx3-ubyte.gz whole", "/cifar-10-binary.tar.gz whole"], _server.Requests);
    }

    private void Serve(params Behaviour[] first)
    {
        _server.Serve(First, Idx.Gzip(A), first);
        _server.Serve(Second, Idx.Gzip(B));
    }

    private Task<string> GetAsync() => GetAsync(_server.Address);

    private Task<string> GetAsync(string address) =>
        new DataDownloader(_folder.Path, _client, Options(address)).GetAsync(Set, Items(), new Told(_progress.Add), Test);

    private static DownloadOptions Options(string address) =>
        new() { Mirror = address, Attempts = 3, FirstPause = TimeSpan.Zero, StallTimeout = TimeSpan.FromMinutes(1) };

    private static DownloadItem[] Items() =>
    [
        new(new Uri("http://unused.invalid/"), "tiny/a.gz", 100_000, null, [new("a", A.Length, Sha256(A))]),
        new(new Uri("http://unused.invalid/"), "tiny/b.gz", 100_000, null, [new("b", B.Length, Sha256(B))]),
    ];

    private static DownloadItem Archive() =>
        new(new Uri("http://unused.invalid/"), "set.tar.gz", 100_000, null, [new("a", A.Length, Sha256(A)), new("b", B.Length, Sha256(B))]);

    private void AssertWhole()
    {
        Assert.Equal(["a", "b"], Directory.EnumerateFileSystemEntries(Final).Select(path => Path.GetFileName(path)!).Order());
        Assert.Equal(A, File.ReadAllBytes(Path.Combine(Final, "a")));
        Assert.Equal(B, File.ReadAllBytes(Path.Combine(Final, "b")));
    }

    private void AssertNothing() => Assert.False(Directory.Exists(Final));

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Noise(int count, uint state)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) bytes[i] = (byte)((state = (state * 1664525) + 1013904223) >> 24);
        return bytes;
    }

    private static byte[] Tar(params (string Name, byte[] Bytes)[] entries)
    {
        using MemoryStream tar = new();
        using (TarWriter writer = new(tar, leaveOpen: true))
            foreach ((string name, byte[] bytes) in entries) writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
        return Idx.Gzip(tar.ToArray());
    }

    /// <summary>Reports at once on the calling thread, where Progress posts them.</summary>
    private sealed class Told(Action<DownloadProgress> tell) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => tell(value);
    }
}
