using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Operators;

/// <summary>
/// The Lanczos process with full reorthogonalization, twice, against every earlier vector: A·Q = Q·T + β·q·eᵀ holds to working precision, so
/// there are no ghost copies of eigenvalues. A chain ends when its space is invariant; another may then be started beside it.
/// </summary>
internal sealed class KrylovBasis(Workers workers, MeteredOperator matrix)
{
    /// <summary>A remainder of fewer units of rounding than this, times √n, is rounding error and not a direction.</summary>
    private const double BreakdownUnits = 64 * 2.220446049250313e-16;

    private readonly VectorBasis _vectors = new(workers, matrix.Dimension);
    private readonly List<double> _diagonal = [], _offDiagonal = [];
    private double[]? _next;

    /// <summary>The longest ‖A·q‖ so far: what rounding errors are measured by.</summary>
    private double _scale;

    public int Count => _diagonal.Count;

    /// <summary>The first index of the current chain.</summary>
    public int ChainStart { get; private set; }

    /// <summary>How many chains have been started.</summary>
    public int Chains { get; private set; }

    /// <summary>β behind the last vector: 0 when the space is invariant.</summary>
    public double Coupling { get; private set; }

    public double[] Diagonal => [.. _diagonal];

    /// <summary>One element less than the diagonal; 0 where a chain ends.</summary>
    public double[] OffDiagonal => [.. _offDiagonal];

    /// <summary>Starts a chain at what is left of the vector beside the basis; false if nothing but rounding error is left.</summary>
    public bool Start(double[] vector)
    {
        double before = Math.Sqrt(Reductions.SumOfSquares<double>(vector));
        double after = Orthogonalize(vector);
        if (!(after > BreakdownUnits * Math.Sqrt(matrix.Dimension) * before)) return false;
        VectorOperations.Scale(1 / after, vector);

        // What is small was mostly rounding error in the old directions: a unit vector is made orthogonal once more.
        VectorOperations.Scale(1 / Orthogonalize(vector), vector);
        if (Count > 0) _offDiagonal.Add(0);
        ChainStart = Count;
        Chains++;
        _next = vector;
        return true;
    }

    /// <summary>One product. False when the space has become invariant.</summary>
    public bool Step()
    {
        double[] current = _next!, product = new double[matrix.Dimension];
        if (Count > ChainStart) _offDiagonal.Add(Coupling);
        _vectors.Add(current);
        matrix.Apply(current, product);
        _scale = Math.Max(_scale, Math.Sqrt(Reductions.SumOfSquares<double>(product)));
        double[] first = _vectors.Remove(product), second = _vectors.Remove(product);
        double alpha = first[^1] + second[^1], beta = Math.Sqrt(Reductions.SumOfSquares<double>(product));
        _diagonal.Add(alpha);
        if (Count == matrix.Dimension || beta <= BreakdownUnits * Math.Sqrt(matrix.Dimension) * _scale)
        {
            Coupling = 0;
            _next = null;
            return false;
        }

        Coupling = beta;
        VectorOperations.Scale(1 / beta, product);
        _next = product;
        return true;
    }

    /// <summary>Q·c.</summary>
    public double[] Combine(ReadOnlySpan<double> coefficients) => _vectors.Combine(coefficients);

    private double Orthogonalize(double[] vector)
    {
        _vectors.Remove(vector);
        _vectors.Remove(vector);
        return Math.Sqrt(Reductions.SumOfSquares<double>(vector));
    }
}
