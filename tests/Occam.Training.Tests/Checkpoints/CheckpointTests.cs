using Occam.Formats.Arrays;
using Occam.Formats.Files;
using Occam.Formats.Safetensors;
using Occam.Testing;
using Occam.Training.Checkpoints;
using Occam.Training.Tests.Support;

namespace Occam.Training.Tests.Checkpoints;

/// <summary>A restored training goes on as if nothing had happened; a file that is not its own is refused.</summary>
public sealed class CheckpointTests : IDisposable
{
    private const string Identity = "abc/true";
    private readonly string _folder = Directory.CreateTempSubdirectory("occam-training-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "true.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("mlp", "sgd", 3)]
    [InlineData("mlp", "momentum", 4)]
    [InlineData("mlp", "adagrad", 1)]
    [InlineData("mlp", "rmsprop", 2)]
    [InlineData("cnn", "momentum", 6)]
    [InlineData("cnn", "adam", 6)]
    [InlineData("cnn", "adamw", 8)]
    [InlineData("cnn", "nesterov", 5)]
    public void A_restored_training_goes_on_to_the_same_bits(string network, string optimizer, int steps)
    {
        // An epoch has four steps: 6 lies in the middle of the second, where batch order, dropout and schedule must be found again.
        using Session whole = new(network, Subjects.Settings(optimizer)), fresh = new(network, Subjects.Settings(optimizer));
        whole.Train(steps);
        Checkpoint.Write(Path, whole.Trainer, Identity);
        Checkpoint.Restore(Path, fresh.Trainer, Identity);
        Session.Same(whole, fresh);
        Assert.Equal(whole.Train(7), fresh.Train(7));
        Session.Same(whole, fresh);
    }

    [Theory]
    [InlineData("mlp", "rm3", 1)]
    [InlineData("mlp", "rm3", 2)]
    [InlineData("mlp", "rm3", 5)]
    [InlineData("cnn", "rm3", 6)]
    [InlineData("cnn", "ra3", 3)]
    [InlineData("cnn", "m3", 5)]
    [InlineData("cnn", "sam:0.05", 5)]
    public void A_restored_rule_goes_on_to_the_same_bits(string network, string rule, int steps)
    {
        using Session whole = new(network, Subjects.With(rule)), fresh = new(network, Subjects.With(rule));
        whole.Train(steps);
        Checkpoint.Write(Path, whole.Trainer, Identity);
        Checkpoint.Restore(Path, fresh.Trainer, Identity);
        Session.Same(whole, fresh);
        Assert.Equal(whole.Train(7), fresh.Train(7));
        Session.Same(whole, fresh);
    }

    [Fact]
    public void Only_a_rule_that_remembers_has_a_tensor()
    {
        string[] plain = ["fc1.bias", "fc1.weight", "fc2.bias", "fc2.weight", "fc3.bias", "fc3.weight", "occam.optimizer", "occam.state"];
        foreach (string rule in (string[])["mean", "median", "m3", "sam:0.05", "asam:0.5"]) Assert.Equal(plain, Names(rule));
        foreach (string rule in (string[])["rm3", "ra3"]) Assert.Equal([.. plain[..7], "occam.rule", plain[7]], Names(rule));
    }

    [Theory]
    [InlineData("rm3", "mean", "no tensor 'occam.rule'", "one")]
    [InlineData("mean", "rm3", "a tensor 'occam.rule'", "none")]
    public void A_checkpoint_of_another_rule_is_refused(string written, string restored, string expected, string got)
    {
        Names(written);
        using Session session = new("mlp", Subjects.With(restored));
        FileFormatException fault = Assert.Throws<FileFormatException>(() => Checkpoint.Restore(Path, session.Trainer, Identity));
        Assert.StartsWith($"Restoring '{Path}': expected {expected}, got {got}.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_digest_covers_what_a_rule_remembers()
    {
        using Session session = new("mlp", Subjects.With("rm3"));
        session.Train(3);
        Checkpoint.Write(Path, session.Trainer, Identity);
        List<StoredArray> tensors = [];
        Dictionary<string, string> metadata;
        using (SafetensorsFile file = SafetensorsFile.Open(Path))
        {
            metadata = new Dictionary<string, string>(file.Metadata);
            foreach (SafetensorsEntry entry in file.Entries) tensors.Add(file.Read(entry.Name));
        }

        float[] other = tensors.Single(t => t.Name == "occam.rule").ToSingle();
        other[7] += 1;
        tensors[tensors.FindIndex(t => t.Name == "occam.rule")] = StoredArray.From<float>("occam.rule", [other.Length], other);
        SafetensorsFile.Write(Path, tensors, metadata);
        using Session fresh = new("mlp", Subjects.With("rm3"));
        Assert.Contains("The file is damaged", Assert.Throws<FileFormatException>(() => Checkpoint.Restore(Path, fresh.Trainer, Identity)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_trainings_write_equal_bytes()
    {
        using Session first = new("cnn", Subjects.Settings("adam"), threads: 1), second = new("cnn", Subjects.Settings("adam"), threads: 3);
        first.Train(5);
        second.Train(5);
        Checkpoint.Write(Path, first.Trainer, Identity);
        Checkpoint.Write(Path + "2", second.Trainer, Identity);
        Assert.Equal(File.ReadAllBytes(Path), File.ReadAllBytes(Path + "2"));
    }

    [Fact]
    public void Others_can_read_the_parameters_by_name_and_shape()
    {
        using Session session = new("mlp", Subjects.Settings("momentum"));
        session.Train(2);
        Checkpoint.Write(Path, session.Trainer, Identity);
        using SafetensorsFile file = SafetensorsFile.Open(Path);
        StoredArray weight = file.Read("fc2.weight");
        Assert.Equal([32, 32], weight.Shape);
        Assert.Equal(session.Trainer.Theta.AsSpan((128 * 32) + 32, 32 * 32).ToArray(), weight.ToSingle());
        Assert.Equal("2", file.Metadata["steps"]);
    }

    [Fact]
    public void A_checkpoint_of_another_training_is_refused() =>
        Fault("a checkpoint of training other/true", "one of abc/true", Written("mlp", "sgd"), "mlp", "sgd", "other/true");

    [Fact]
    public void A_checkpoint_of_another_network_is_refused() =>
        Fault("a tensor 'fc1.weight'", "none", Written("cnn", "sgd", without: "occam.state"), "mlp", "sgd", Identity);

    [Fact]
    public void A_checkpoint_of_another_optimizer_is_refused() =>
        Fault("'occam.optimizer' with ", "0", Written("mlp", "sgd"), "mlp", "adam", Identity);

    [Theory]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("3.5")]
    [InlineData("999999999999999999999")]
    [InlineData("101")]
    [InlineData("9000000000000000000")]
    public void A_number_of_steps_that_cannot_be_is_refused(string steps) =>
        Fault("steps", "", Written("mlp", "sgd", steps: steps), "mlp", "sgd", Identity);

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(100)]
    [InlineData(5000)]
    [InlineData(-1)]
    public void A_truncated_file_is_refused(int length)
    {
        byte[] bytes = File.ReadAllBytes(Written("mlp", "momentum"));
        File.WriteAllBytes(Path, bytes[..(length < 0 ? bytes.Length + length : length)]);
        Refused("mlp", "momentum");
    }

    [Fact]
    public void Rubbish_and_nothing_at_all_are_refused()
    {
        Refused("mlp", "sgd");
        File.WriteAllText(Path, "This is not a checkpoint, and its first eight bytes are a very large number.");
        Refused("mlp", "sgd");
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_noticed()
    {
        byte[] bytes = File.ReadAllBytes(Written("mlp", "momentum"));
        int header = 8 + BitConverter.ToInt32(bytes);
        Draws places = new("flipped bits");
        for (int i = 0; i < 40; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[header + places.Integer(bytes.Length - header)] ^= (byte)(1 << places.Integer(8));
            File.WriteAllBytes(Path, damaged);
            Refused("mlp", "momentum");
        }
    }

    [Fact]
    public void Another_number_of_steps_is_noticed()
    {
        Written("mlp", "sgd", steps: "3");
        Refused("mlp", "sgd");
    }

    /// <summary>Writes a checkpoint of a few steps with a rule and returns the names in it.</summary>
    private string[] Names(string rule)
    {
        using Session session = new("mlp", Subjects.With(rule));
        session.Train(2);
        Checkpoint.Write(Path, session.Trainer, Identity);
        using SafetensorsFile file = SafetensorsFile.Open(Path);
        return [.. file.Entries.Select(e => e.Name).Order(StringComparer.Ordinal)];
    }

    private void Fault(string expected, string got, string path, string network, string optimizer, string identity)
    {
        using Session session = new(network, Subjects.Settings(optimizer));
        FileFormatException fault = Assert.Throws<FileFormatException>(() => Checkpoint.Restore(path, session.Trainer, identity));
        Assert.StartsWith($"Restoring '{path}': expected ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.Contains($"got {got}", fault.Message, StringComparison.Ordinal);
    }

    private void Refused(string network, string optimizer)
    {
        using Session session = new(network, Subjects.Settings(optimizer));
        FileFormatException fault = Assert.Throws<FileFormatException>(() => Checkpoint.Restore(Path, session.Trainer, Identity));
        Assert.Contains(Path, fault.Message, StringComparison.Ordinal);
    }

    /// <summary>A real checkpoint, perhaps with other metadata or without a tensor's values.</summary>
    private string Written(string network, string optimizer, string? steps = null, string? without = null)
    {
        using Session session = new(network, Subjects.Settings(optimizer));
        Checkpoint.Write(Path, session.Trainer, Identity);
        List<StoredArray> tensors = [];
        Dictionary<string, string> metadata;
        using (SafetensorsFile file = SafetensorsFile.Open(Path))
        {
            metadata = new Dictionary<string, string>(file.Metadata) { ["steps"] = steps ?? file.Metadata["steps"] };
            foreach (SafetensorsEntry entry in file.Entries)
                tensors.Add(entry.Name == without ? StoredArray.From<float>(entry.Name, [0], []) : file.Read(entry.Name));
        }

        SafetensorsFile.Write(Path, tensors, metadata);
        return Path;
    }
}
