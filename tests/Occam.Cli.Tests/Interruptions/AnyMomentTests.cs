using Occam.Cli.Tests.Support;
using Occam.Formats.Files;

namespace Occam.Cli.Tests.Interruptions;

public class AnyMomentTests
{
    [Fact]
    public void A_run_killed_at_any_observation_comes_to_the_same_bytes()
    {
        using TemporaryFolder folder = new();
        (string whole, string[] moments) = Watched(folder);
        Assert.True(moments.Length > 20, "There must be many moments to kill at.");


        // Every third, which comes after one training as often as after the other.
        foreach (string moment in moments.Where((_, i) => i % 3 == 0))
        {
            Rehearsal.Run(folder.In(moment));
            RunFiles.AssertSame(whole, Path.Combine(folder.In(moment), Path.GetFileName(whole)));
        }
    }

    [Fact]
    public void A_run_killed_between_two_checkpoints_comes_to_the_same_bytes()
    {
        using TemporaryFolder folder = new();
        (string whole, string[] moments) = Watched(folder);
        string name = Path.GetFileName(whole);
        string late = folder.In($"{moments[^2]}/{name}"), early = folder.In($"{moments[8]}/{name}");

        // One training's checkpoint was written, the other's is still the old one; or the second was never written.
        foreach (string behind in (string[])["true", "random"])
        {
            foreach (bool missing in (bool[])[false, true])
            {
                string runs = folder.In($"torn-{behind}-{missing}"), torn = Path.Combine(runs, name), checkpoint = $"checkpoints/{behind}.safetensors";
                RunFiles.Copy(late, torn);
                if (missing) File.Delete(Path.Combine(torn, checkpoint));
                else File.Copy(Path.Combine(early, checkpoint), Path.Combine(torn, checkpoint), overwrite: true);
                Rehearsal.Run(runs);
                RunFiles.AssertSame(whole, torn);
            }
        }
    }

    [Fact]
    public void A_line_torn_in_the_middle_is_written_again()
    {
        using TemporaryFolder folder = new();
        (string whole, string[] moments) = Watched(folder);
        string name = Path.GetFileName(whole), metrics = folder.In($"{moments[12]}/{name}/metrics.jsonl");
        File.AppendAllText(metrics, "{\"series\":\"true\",\"st");
        Rehearsal.Run(folder.In(moments[12]));
        RunFiles.AssertSame(whole, folder.In($"{moments[12]}/{name}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(30)]
    [InlineData(63)]
    [InlineData(88)]
    [InlineData(119)]
    public void A_run_cancelled_at_any_step_comes_to_the_same_bytes(int stop)
    {
        using TemporaryFolder folder = new();
        string whole = Rehearsal.Run(folder.In("whole"));
        int steps = 0;
        using CancellationTokenSource source = new();
        Rehearsal.Watcher watcher = new(atStep: () =>
        {
            if (++steps == stop) source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => Rehearsal.Run(folder.In("stopped"), watcher, source.Token));
        Assert.False(File.Exists(folder.In($"stopped/{Path.GetFileName(whole)}/findings.json")));
        string resumed = Rehearsal.Run(folder.In("stopped"));
        RunFiles.AssertSame(whole, resumed);
    }

    [Fact]
    public void A_second_program_is_kept_out_of_the_folder()
    {
        using TemporaryFolder folder = new();
        int refused = 0;
        Rehearsal.Watcher watcher = new(atObservation: () =>
        {
            if (refused > 0) return;
            FileFormatException fault = Assert.Throws<FileFormatException>(() => Rehearsal.Run(folder.In("runs")));
            Assert.Contains("explain-", fault.What, StringComparison.Ordinal);
            refused++;
        });
        string run = Rehearsal.Run(folder.In("runs"), watcher);
        Assert.Equal(1, refused);
        RunFiles.AssertSame(Rehearsal.Run(folder.In("alone")), run);
        Assert.DoesNotContain(".lock", RunFiles.Names(run));
    }

    /// <summary>An uninterrupted run, and for each of its observations the folder as a kill would have left it.</summary>
    private static (string Whole, string[] Moments) Watched(TemporaryFolder folder)
    {
        List<string> moments = [];
        Rehearsal.Watcher watcher = new(atObservation: () =>
        {
            string moment = $"moment-{moments.Count}", run = Directory.GetDirectories(folder.In("whole")).Single();
            RunFiles.Copy(run, folder.In($"{moment}/{Path.GetFileName(run)}"));
            moments.Add(moment);
        });
        return (Rehearsal.Run(folder.In("whole"), watcher), [.. moments]);
    }
}
