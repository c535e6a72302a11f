namespace Occam.Data.Datasets;

/// <summary>Where a set comes from: what a run states about its data.</summary>
/// <param name="Name">The name it was asked for by: "mnist-mini", or a path.</param>
/// <param name="Format">What it was read as: "IDX", "CIFAR-10 binary", "npz", "CSV", "class folders", "embedded".</param>
/// <param name="Location">The folder or file that was read, or "embedded in Occam.Data".</param>
/// <param name="Origin">Who made it, from what, under which terms, and who says so; for a path, that the person gave it, and what was taken for the labels where that is not plain.</param>
public sealed record DatasetInfo(string Name, string Format, string Location, string Origin);
