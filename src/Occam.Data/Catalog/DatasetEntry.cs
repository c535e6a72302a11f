using Occam.Data.Datasets;

namespace Occam.Data.Catalog;

/// <summary>A set that can be asked for by name.</summary>
/// <param name="Name">The name, for example "cifar10".</param>
/// <param name="Summary">One line for a list.</param>
/// <param name="Origin">Who made it, under which terms, and who says so.</param>
/// <param name="Folder">Its folder below the data folder; null for the embedded set, which needs none.</param>
/// <param name="Shape">The shape of one example.</param>
/// <param name="TrainCount">Training examples.</param>
/// <param name="TestCount">Test examples.</param>
/// <param name="ClassNames">The classes in the order of their labels.</param>
public sealed record DatasetEntry(
    string Name, string Summary, string Origin, string? Folder, ImageShape Shape, int TrainCount, int TestCount, IReadOnlyList<string> ClassNames);
