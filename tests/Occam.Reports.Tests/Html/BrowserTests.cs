using System.Diagnostics;
using Occam.Reports.Tests.Support;

namespace Occam.Reports.Tests.Html;

/// <summary>Where a browser is installed, the page is opened in it: only there do policy, scripts and chart library meet.</summary>
public sealed class BrowserTests : IDisposable
{
    private const string Browser = "/usr/bin/chromium";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task EveryChartIsDrawnAndHostileWordsDoNotRun()
    {
        Assert.SkipUnless(File.Exists(Browser), $"{Browser} is not installed.");
        string page = HtmlReport.Write(SampleRun.CreateHostile(_folder, SampleRun.Surface(SampleRun.Hostile)));
        ProcessStartInfo start = new(Browser,
            ["--headless", "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-dev-shm-usage", $"--user-data-dir={_folder.In("profile")}", "--virtual-time-budget=5000", "--dump-dom", new Uri(page).AbsoluteUri])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process browser = Process.Start(start)!;
        using CancellationTokenSource patience = new(Patience);
        Task<string> error = browser.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            string drawn = await browser.StandardOutput.ReadToEndAsync(patience.Token);
            await browser.WaitForExitAsync(patience.Token);
            string[] plots = drawn.Split("data-figure=\"figure-")[1..];
            Assert.True(plots.Length == 4, await error);
            Assert.All(plots, plot => Assert.Contains("main-svg", plot, StringComparison.Ordinal));
            // In space the chart is a canvas of its own, and says so where WebGL is missing.
            Assert.Contains("<canvas", plots[3], StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=\"x\"", drawn, StringComparison.Ordinal);
        }
        finally
        {
            if (!browser.HasExited) browser.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => _folder.Dispose();
}
