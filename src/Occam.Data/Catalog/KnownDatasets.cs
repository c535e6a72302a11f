using Occam.Data.Datasets;
using Occam.Data.Readers;

namespace Occam.Data.Catalog;

/// <summary>The sets that have names.</summary>
public static class KnownDatasets
{
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    private static readonly string[] Clothes =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>The part of MNIST that is always there.</summary>
    public static DatasetEntry MnistMini { get; } = new(Embedded.MnistMini.Name, "12,000 images of MNIST, embedded: nothing to fetch", Embedded.MnistMini.Origin,
        null, new ImageShape(1, 28, 28), Embedded.MnistMini.TrainPerClass * Embedded.MnistMini.Classes, Embedded.MnistMini.TestPerClass * Embedded.MnistMini.Classes, Digits);

    /// <summary>MNIST.</summary>
    public static DatasetEntry Mnist { get; } = new("mnist", "handwritten digits, 28×28 grey",
        "MNIST (Yann LeCun, Corinna Cortes, Christopher J.C. Burges), made from NIST Special Databases 1 and 3; "
        + "Creative Commons Attribution-Share Alike 3.0 according to the documentation of Keras and TensorFlow",
        "mnist", new ImageShape(1, 28, 28), 60_000, 10_000, Digits);

    /// <summary>Fashion-MNIST.</summary>
    public static DatasetEntry FashionMnist { get; } = new("fashion-mnist", "articles of clothing, 28×28 grey",
        "Fashion-MNIST (Han Xiao, Kashif Rasul, Roland Vollgraf, Zalando Research 2017), MIT licence according to its repository zalandoresearch/fashion-mnist",
        "fashion-mnist", new ImageShape(1, 28, 28), 60_000, 10_000, Clothes);

    /// <summary>CIFAR-10.</summary>
    public static DatasetEntry Cifar10 { get; } = new("cifar10", "photographs of animals and vehicles, 32×32 colour",
        "CIFAR-10 (Alex Krizhevsky, Vinod Nair, Geoffrey Hinton 2009), a labelled part of 80 Million Tiny Images; its page states no licence that we could check",
        "cifar-10-batches-bin", new ImageShape(3, 32, 32), 50_000, 10_000, CifarFolder.ClassNames);

    /// <summary>All of them, in the order of a list.</summary>
    public static IReadOnlyList<DatasetEntry> All { get; } = [MnistMini, Mnist, FashionMnist, Cifar10];

    /// <summary>The set of that name, or null. Case does not matter.</summary>
    public static DatasetEntry? Find(string name) => All.FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
