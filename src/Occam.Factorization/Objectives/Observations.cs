using System.Collections.Immutable;

namespace Occam.Factorization.Objectives;

/// <summary>Some entries of a matrix that is not known otherwise.</summary>
/// <param name="Rows">Rows of the matrix.</param>
/// <param name="Columns">Columns of the matrix.</param>
/// <param name="Places">Row · Columns + column of each entry, ascending and distinct.</param>
/// <param name="Values">The entries.</param>
public sealed record Observations(int Rows, int Columns, ImmutableArray<int> Places, ImmutableArray<double> Values)
{
    /// <summary>How many entries are known.</summary>
    public int Count => Places.Length;

    /// <summary>Checks that places lie in the matrix, in order, and that values are finite.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public static Observations Of(int rows, int columns, ImmutableArray<int> places, ImmutableArray<double> values)
    {
        if (rows < 1 || columns < 1 || places.IsEmpty || places.Length != values.Length)
            throw new ArgumentException($"Observations: expected a value for each of at least one place of a matrix, got {places.Length} places and {values.Length} values of a {rows} × {columns} matrix. Pass both lists whole.");
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] < 0 || places[i] >= (long)rows * columns || (i > 0 && places[i] <= places[i - 1]))
                throw new ArgumentException($"Observations: expected ascending places below {(long)rows * columns}, got {places[i]} as number {i}. Sort them, and leave out repetitions.");
            if (!double.IsFinite(values[i]))
                throw new ArgumentException($"Observations: expected finite values, got {values[i]} as number {i}. Leave out entries that are not known.");
        }

        return new Observations(rows, columns, places, values);
    }
}
