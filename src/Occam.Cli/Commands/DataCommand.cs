using System.CommandLine;
using Occam.Cli.Live;
using Occam.Data.Catalog;
using Occam.Data.Datasets;
using Occam.Data.Downloads;
using Spectre.Console;

namespace Occam.Cli.Commands;

/// <summary>occam data list | get NAME | show D.</summary>
internal static class DataCommand
{
    public static Command Create(Interruption interruption)
    {
        Command list = new("list", "The sets that have names, and whether they are here.");
        list.SetAction(_ => List());
        Command show = new("show", "What a set holds.");
        Argument<string> data = new("data") { Description = "a name or a path" };
        show.Add(data);
        show.SetAction(parsed => Show(parsed.GetValue(data)!));
        Command get = new("get", "Download a set from its canonical address (or OCCAM_DATA_URL), check it, and put it in place.");
        Argument<string> name = new("name") { Description = "mnist, fashion-mnist or cifar10" };
        get.Add(name);
        get.SetAction(parsed => Get(parsed.GetValue(name)!, interruption.Token));
        return new Command("data", "Data sets: list, show, get.") { list, show, get };
    }

    private static int List()
    {
        DatasetCatalog catalog = DatasetCatalog.FromEnvironment();
        Table table = new Table().RoundedBorder().AddColumns("name", "examples", "shape", "here", "what it is");
        foreach (DatasetEntry entry in KnownDatasets.All)
        {
            string here = entry.Folder is null ? "embedded" : catalog.IsPresent(entry) ? "yes" : $"no: occam data get {entry.Name}";
            table.AddRow([.. new[] { entry.Name, $"{entry.TrainCount:N0} + {entry.TestCount:N0}", entry.Shape.ToString(), here, entry.Summary }.Select(t => new Text(t))]);
        }

        AnsiConsole.Write(table);
        Paragraph.Write(AnsiConsole.Console, "", 0, $"Fetched sets lie in {catalog.Folder} (OCCAM_DATA changes it). A path works too: IDX or CIFAR-10 files, an .npz with x and y, a CSV, a folder of PNG pictures for each class.");
        return 0;
    }

    private static int Show(string data)
    {
        DatasetPair pair = DatasetCatalog.FromEnvironment().Load(data);
        Table table = new Table().RoundedBorder().HideHeaders().AddColumns("", "");
        table.AddRow(new Text("name"), new Text(pair.Info.Name));
        table.AddRow(new Text("format"), new Text(pair.Info.Format));
        table.AddRow(new Text("place"), new Text(pair.Info.Location));
        table.AddRow(new Text("origin"), new Text(pair.Info.Origin));
        table.AddRow(new Text("example"), new Text(pair.Shape.ToString()));
        table.AddRow(new Text("training"), new Text(Histogram(pair.Train)));
        table.AddRow(new Text("test"), new Text(pair.Test is null ? "none" : Histogram(pair.Test)));
        AnsiConsole.Write(table);
        return 0;
    }

    private static string Histogram(Dataset set)
    {
        int[] counts = set.ClassHistogram();
        return $"{set.Count:N0} examples; " + string.Join(", ", set.ClassNames.Zip(counts, (n, c) => $"{n}: {c:N0}"));
    }

    private static int Get(string name, CancellationToken cancellation)
    {
        using HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
        DataDownloader downloader = new(DatasetCatalog.FromEnvironment().Folder, client);
        string place = DownloadView.Show(progress => downloader.GetAsync(name, progress, cancellation));
        AnsiConsole.WriteLine($"{name} is in {place}");
        return 0;
    }
}
