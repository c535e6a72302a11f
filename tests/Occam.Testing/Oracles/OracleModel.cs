using System.Numerics;
using System.Text.Json;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Testing.Derivatives;

namespace Occam.Testing.Oracles;

/// <summary>One of PyTorch's small networks with its answers; docs/oracles.md describes the fields.</summary>
public sealed class OracleModel
{
    private OracleModel(JsonElement root)
    {
        Root = root;
        int[] shape = [.. root.GetProperty("x").GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())];
        Input = shape.Length == 2 ? new Shape(shape[1]) : new Shape(shape[1], shape[2], shape[3]);
        Network = Build<double>();
        int[] labels = [.. root.GetProperty("labels").EnumerateArray().Select(l => l.GetInt32())];
        Point = new CheckPoint(ByBlock(root.GetProperty("parameters")), States(root), Tensor(root.GetProperty("x")), labels);
        bool training = root.GetProperty("model").EnumerateArray().Any(n => n.TryGetProperty("mode", out JsonElement mode) && mode.GetString() == "training");
        Context = new PassContext(training, UpdateStatistics: false, default);
    }

    public static string[] Names => ["mlp", "cnn", "residual-frozen", "residual-training", "inception", "zoo", "logistic"];

    /// <summary>The whole file.</summary>
    public JsonElement Root { get; }

    public Shape Input { get; }

    public Network<double> Network { get; }

    /// <summary>Parameters, running statistics, the batch and its labels.</summary>
    public CheckPoint Point { get; }

    /// <summary>Training mode for the file whose batch norm uses the batch's statistics; statistics stand still.</summary>
    public PassContext Context { get; }

    public int Batch => Point.Labels.Length;

    public string Objective => Root.GetProperty("objective").GetString()!;

    public static OracleModel Load(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "oracle", name + ".json")));
        return new OracleModel(document.RootElement.Clone());
    }

    /// <summary>A tensor's values, row-major.</summary>
    public static double[] Tensor(JsonElement tensor) => [.. tensor.GetProperty("values").EnumerateArray().Select(v => v.GetDouble())];

    /// <summary>A loss by the name it has in the files.</summary>
    public static ILoss<T> Loss<T>(string kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => kind switch
        {
            "cross-entropy" => new SoftmaxCrossEntropy<T>(),
            "cross-entropy-smoothed" => new SoftmaxCrossEntropy<T>(0.1),
            "squared-error" => new SquaredError<T>(),
            "logistic" => new Logistic<T>(),
            _ => throw new NotSupportedException($"Oracle loss '{kind}'."),
        };

    /// <summary>PyTorch's name of a block: a norm's gain is its "weight".</summary>
    public static string TorchName(string block) => block.Replace(OracleNetwork.AffineSuffix, string.Empty, StringComparison.Ordinal)
        .Replace(".gain", ".weight", StringComparison.Ordinal);

    public Network<T> Build<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OracleNetwork.Build<T>(Root.GetProperty("model"), Input);

    /// <summary>An object from block names to tensors as one vector in the order of the network's blocks.</summary>
    public double[] ByBlock(JsonElement blocks)
    {
        List<double> vector = [];
        foreach (NamedBlock block in Network.Blocks)
        {
            double[] values = Tensor(blocks.GetProperty(TorchName(block.Name)));
            if (values.Length != block.Length) throw new InvalidDataException($"{block.Name}: expected {block.Length} values, got {values.Length}.");
            vector.AddRange(values);
        }

        return [.. vector];
    }

    /// <summary>The running statistics of an object from names to tensors, in the network's order.</summary>
    public double[] State(JsonElement buffers) =>
    [
        .. Network.Nodes.Where(n => n.Layer is not null)
            .SelectMany(n => n.Layer!.State.SelectMany(s => Tensor(buffers.GetProperty($"{n.Name}.{s.Name}")))),
    ];

    /// <summary>The passes of this network in either precision, as functions of parameters and input.</summary>
    public Subject<T> Subject<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckOptions options = new() { Context = Context, Workers = 2, Labels = Objective == "logistic" ? 2 : 0 };
        CheckPoint decoy = CheckPoint.Draw(Network, options, new Seed(31), Batch + 1);
        return new Subject<T>(Build<T>(), Point, decoy, Loss<T>(Objective), options);
    }

    private double[] States(JsonElement root) => root.TryGetProperty("buffers", out JsonElement buffers) ? State(buffers) : [];
}
