namespace Occam.Data.Datasets;

/// <summary>A training set and its test set, of one shape and one list of classes.</summary>
public sealed class DatasetPair
{
    /// <summary>Joins two sets that belong together.</summary>
    /// <param name="train">The training set.</param>
    /// <param name="test">The test set, or null where there is none.</param>
    /// <param name="info">Where they come from.</param>
    /// <exception cref="ArgumentException">The two differ in shape or in their number of classes.</exception>
    public DatasetPair(Dataset train, Dataset? test, DatasetInfo info)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (test is not null && (test.Shape != train.Shape || test.ClassCount != train.ClassCount))
        {
            throw new ArgumentException(
                $"Test set '{test.Name}': expected examples of {train.Shape} in {train.ClassCount} classes as in training, got {test.Shape} in {test.ClassCount}. Prepare both alike.", nameof(test));
        }

        (Train, Test, Info) = (train, test, info);
    }

    /// <summary>The training set.</summary>
    public Dataset Train { get; }

    /// <summary>The test set, or null where there is none.</summary>
    public Dataset? Test { get; }

    /// <summary>Where they come from.</summary>
    public DatasetInfo Info { get; }

    /// <summary>The shape of one example.</summary>
    public ImageShape Shape => Train.Shape;

    /// <summary>How many classes there are.</summary>
    public int ClassCount => Train.ClassCount;

    /// <summary>The pair in which both sets have gone through <paramref name="change"/>.</summary>
    public DatasetPair Map(Func<Dataset, Dataset> change) => new(change(Train), Test is null ? null : change(Test), Info);
}
