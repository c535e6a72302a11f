using Occam.Data.Datasets;
namespace Occam.Data.Readers;
internal static class NpzDataset { public static (Dataset, Dataset?) Read(string path, string name, ImageLayout layout) => throw new NotSupportedException(); }
