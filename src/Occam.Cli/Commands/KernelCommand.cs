using System.CommandLine;
using Occam.Cli.Live;
using Occam.Experiments.InfiniteWidth;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;
using Spectre.Console;

namespace Occam.Cli.Commands;

/// <summary>occam kernel SPEC --inputs FILE.npz:ARRAY --out FILE.npz: the exact kernels of infinitely wide networks.</summary>
internal static class KernelCommand
{
    public static Command Create(Interruption interruption)
    {
        Command command = new("kernel", "Compute the exact kernels of an infinitely wide network, NNGP and NTK, at all pairs of inputs.");
        Argument<string> specification = new("spec") { Description = $"the network: {KernelSpecification.Forms}" };
        Option<string> inputs = new("--inputs") { Description = "an array in an .npz, used as given: [n, …], or images [n, height, width, channels]", HelpName = "FILE.npz:ARRAY", Required = true };
        Option<string> output = new("--out") { Description = "the .npz to write, with the arrays nngp and ntk [n, n]", HelpName = "FILE.npz", Required = true };
        Option<string> precision = new("--precision") { Description = "single or double", HelpName = "TYPE", DefaultValueFactory = _ => "double" };
        Option<string?> threads = ThreadsOption.Create();
        command.Add(specification);
        foreach (Option option in (Option[])[inputs, output, precision, threads]) command.Add(option);
        command.SetAction(parsed =>
        {
            string type = parsed.GetValue(precision)!;
            if (type is not ("single" or "double")) throw new InputException("--precision", "single or double", $"'{type}'", NearestName.Hint(type, ["single", "double"]));
            KernelRequest request = new(KernelSpecification.Parse(parsed.GetValue(specification)!), parsed.GetValue(inputs)!, parsed.GetValue(output)!, type == "single");
            using Workers workers = new(ThreadsOption.Count(parsed.GetValue(threads)));
            int count = MeasureView.Show(progress => KernelFile.Write(request, workers, progress, interruption.Token));
            AnsiConsole.WriteLine($"nngp and ntk, {count} × {count}, in {type} precision: {request.Output}");
            return 0;
        });
        return command;
    }
}
