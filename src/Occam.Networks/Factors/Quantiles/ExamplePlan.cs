namespace Occam.Networks.Factors.Quantiles;

/// <summary>
/// For every output row of a layer with one site, which examples count: those whose cotangent is not zero, in the order of their index, and
/// the same again with the negative cotangents first. Examples are given by where their inputs start in a panel.
/// </summary>
/// <param name="examples">The number of examples.</param>
/// <param name="starts">[row, 2, example].</param>
/// <param name="cotangents">[row, 2, example].</param>
/// <param name="counts">[row, 2]: how many count, and how many of them have a negative cotangent.</param>
internal readonly unsafe struct ExamplePlan<T>(int examples, int* starts, T* cotangents, int* counts)
    where T : unmanaged
{
    public int Examples => examples;

    public int* Starts => starts;

    public T* Cotangents => cotangents;

    public int* Counts => counts;

    public int Count(int row) => Counts[2 * row];

    public int Negatives(int row) => Counts[(2 * row) + 1];

    /// <summary>The examples that count, by index.</summary>
    public ProductRows<T> Active(int row, T* panel) => Rows(row, panel, 0, Count(row));

    /// <summary>Those with a negative cotangent.</summary>
    public ProductRows<T> Negative(int row, T* panel) => Rows(row, panel, Examples, Negatives(row));

    /// <summary>Those with a positive cotangent.</summary>
    public ProductRows<T> Positive(int row, T* panel) => Rows(row, panel, Examples + Negatives(row), Count(row) - Negatives(row));

    private ProductRows<T> Rows(int row, T* panel, int first, int count)
    {
        nint start = ((nint)row * 2 * Examples) + first;
        return new ProductRows<T>(panel, Starts + start, Cotangents + start, count);
    }
}
