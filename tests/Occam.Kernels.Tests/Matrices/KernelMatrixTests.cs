using System.Text.Json;
using Occam.Kernels.Matrices;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;

namespace Occam.Kernels.Tests.Matrices;

/// <summary>Kernel matrices against numpy, in both precisions, and the promises about their bits.</summary>
public sealed unsafe class KernelMatrixTests
{
    public static TheoryData<int> Problems => [0, 1, 2, 3];

    [Theory]
    [MemberData(nameof(Problems))]
    public void Elements_are_those_of_numpy(int index)
    {
        JsonElement problem = Oracle.Case("regressions", index);
        int n = problem.GetProperty("n").GetInt32();
        KernelInputs inputs = Oracle.Inputs(n, problem.GetProperty("dimension").GetInt32(), 5);
        double[] expected = Oracle.Numbers(problem, "matrix");

        // The inner products of these inputs are sums of multiples of 2⁻¹² and so without error in both precisions; the exponential rounds.
        Assert.InRange(Tolerance.Error(expected, Whole<double>(Oracle.Kernel(problem), inputs, inputs)), 0, 1e-15);
        Assert.InRange(Tolerance.Error(expected, Vectors.Convert<float, double>(Whole<float>(Oracle.Kernel(problem), inputs, inputs))), 0, 2e-7);
        Assert.Equal(problem.GetProperty("mean_square").GetDouble(), inputs.MeanSquare, 1e-12);
        Assert.Equal(problem.GetProperty("mean_squared_distance").GetDouble(), inputs.MeanSquaredDistance, 1e-12);
    }

    [Fact]
    public void Any_rectangle_on_any_number_of_threads_has_the_same_bits_and_the_matrix_is_symmetric()
    {
        const int N = 700, D = 300;
        float[] values = Vectors.Convert<double, float>(new Draws("rectangles").Normals(N * D));
        KernelInputs inputs = new(values, N, D);
        GaussianKernel kernel = new(0.01);
        float[] whole = Whole<float>(kernel, inputs, inputs);
        for (int i = 0; i < N; i++)
        {
            Assert.Equal(1f, whole[(i * N) + i]);
            for (int j = 0; j < i; j++) Assert.Equal(whole[(i * N) + j], whole[(j * N) + i]);
        }

        KernelMatrix<float> matrix = new(kernel, inputs, inputs);
        using Workers workers = new(3);
        float[] part = new float[91 * 53];
        fixed (float* target = part) matrix.Fill(workers, 200, 91, 611, 53, target, 53);
        for (int at = 0; at < part.Length; at++) Assert.Equal(whole[((200 + (at / 53)) * N) + 611 + (at % 53)], part[at]);
    }

    [Fact]
    public void Equal_inputs_have_the_kernel_one_even_where_rounding_would_say_more()
    {
        float[] one = Vectors.Convert<double, float>(new Draws("equal").Normals(785));
        KernelInputs inputs = new([.. one, .. one], 2, 785);
        Assert.All(Whole<float>(new GaussianKernel(3), inputs, inputs), value => Assert.Equal(1f, value));
        Assert.All(Whole<double>(new GaussianKernel(3), inputs, inputs), value => Assert.Equal(1.0, value));
    }

    [Theory]
    [InlineData(300, 10)]
    [InlineData(1000, 1)]
    public void Products_with_vectors_are_those_of_the_whole_matrix(int n, int count)
    {
        KernelInputs rows = new(Vectors.Convert<double, float>(new Draws("rows").Normals(n * 17)), n, 17), columns = new(Vectors.Convert<double, float>(new Draws("columns").Normals(811 * 17)), 811, 17);
        double[] vectors = new Draws("vectors").Normals(811 * count), actual = new double[n * count], expected = new double[n * count], whole = Whole<double>(new GaussianKernel(0.05), rows, columns);
        using Workers one = new(1), two = new(2);
        List<int> passed = [];
        new KernelMatrix<double>(new GaussianKernel(0.05), rows, columns).Multiply(two, vectors, count, actual, passed.Add);
        for (int at = 0; at < expected.Length; at++) expected[at] = Chain(0, whole, at / count * 811, vectors, at % count, count, 0, 811);
        Assert.Equal(expected, actual);
        Assert.Equal([n], passed);
        new KernelMatrix<double>(new GaussianKernel(0.05), rows, columns).Multiply(one, vectors, count, actual);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(300, 10)]
    [InlineData(1300, 3)]
    public void A_symmetric_matrix_is_made_by_halves_and_multiplies_as_the_whole(int n, int count)
    {
        KernelInputs inputs = new(Vectors.Convert<double, float>(new Draws("symmetric").Normals(n * 17)), n, 17);
        GaussianKernel kernel = new(0.05);
        double[] vectors = new Draws("vectors").Normals(n * count), actual = new double[n * count], expected = new double[n * count], whole = Whole<double>(kernel, inputs, inputs);
        using Workers one = new(1), three = new(3);
        List<int> passed = [];
        new KernelMatrix<double>(kernel, inputs, inputs).Multiply(three, vectors, count, actual, passed.Add);
        for (int at = 0; at < expected.Length; at++)
        {
            // One chain for each 512 columns as far as the row's own, added in order, then one chain over the rest.
            int own = at / count / 512 * 512;
            for (int first = 0; first <= own; first += 512) expected[at] += Chain(0, whole, at / count * n, vectors, at % count, count, first, Math.Min(n, first + 512));
            expected[at] = Chain(expected[at], whole, at / count * n, vectors, at % count, count, own + 512, n);
        }

        Assert.Equal(expected, actual);
        Assert.Equal(passed.Order(), passed);
        Assert.Equal(n, passed[^1]);
        new KernelMatrix<double>(kernel, inputs, inputs).Multiply(one, vectors, count, actual);
        Assert.Equal(expected, actual);
    }

    private static double Chain(double sum, double[] matrix, int row, double[] vectors, int vector, int count, int first, int end)
    {
        for (int k = first; k < end; k++) sum = Math.FusedMultiplyAdd(matrix[row + k], vectors[(k * count) + vector], sum);
        return sum;
    }

    [Fact]
    public void Inputs_that_are_not_numbers_and_shapes_that_do_not_fit_are_refused()
    {
        InputException fault = Assert.Throws<InputException>(() => new KernelInputs([1, 2, 3, float.NaN], 2, 2));
        Assert.Equal("inputs of a kernel: expected finite numbers, got NaN in example 1. Remove or repair that example.", fault.Message);
        Assert.Throws<ArgumentException>(() => new KernelInputs([1, 2, 3], 2, 2));
        Assert.Throws<ArgumentException>(() => new KernelMatrix<float>(new LinearKernel(), Oracle.Inputs(2, 3, 0), Oracle.Inputs(2, 4, 0)));
    }

    [Fact]
    public void Chosen_inputs_come_in_the_order_of_their_places()
    {
        KernelInputs inputs = Oracle.Inputs(5, 3, 1), chosen = inputs.Select([4, 0]);
        Assert.Equal([.. inputs.Values[12..15], .. inputs.Values[..3]], chosen.Values);
    }

    private static T[] Whole<T>(KernelFunction kernel, KernelInputs rows, KernelInputs columns)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using Workers workers = new(2);
        T[] values = new T[rows.Count * columns.Count];
        fixed (T* target = values) new KernelMatrix<T>(kernel, rows, columns).Fill(workers, 0, rows.Count, 0, columns.Count, target, columns.Count);
        return values;
    }
}
