using System.Text.Json;
using Occam.Kernels.Matrices;
using Occam.Kernels.Regression;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;

namespace Occam.Kernels.Tests.Regression;

/// <summary>Closed-form regressions against numpy's, and what refinement and precision are worth.</summary>
public sealed unsafe class KernelRegressionTests
{
    public static TheoryData<int, RegressionPrecision> Problems => new()
    {
        { 0, RegressionPrecision.Double }, { 1, RegressionPrecision.Double }, { 2, RegressionPrecision.Double }, { 3, RegressionPrecision.Double },
        { 0, RegressionPrecision.Single }, { 1, RegressionPrecision.Single }, { 3, RegressionPrecision.Automatic },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public void Solutions_are_those_of_numpy(int index, RegressionPrecision precision)
    {
        JsonElement problem = Oracle.Case("regressions", index);
        int n = problem.GetProperty("n").GetInt32(), dimension = problem.GetProperty("dimension").GetInt32(), classes = problem.GetProperty("classes").GetInt32();
        KernelInputs inputs = Oracle.Inputs(n, dimension, 5), others = Oracle.Inputs(4, dimension, 23);
        using Workers workers = new(2);
        RegressionRequest request = new(Oracle.Kernel(problem), inputs, OneHot(n, classes), classes)
        {
            Ridge = problem.GetProperty("ridge").GetDouble(),
            Precision = precision,
            LeaveOneOut = true,
        };
        KernelFit fit = KernelRegression.Fit(workers, request);

        // Residuals are those of the equations in double, at most 1e-8, whatever the factor's precision; only the inverse's diagonal comes from the factor alone,
        // whose errors of 6e-8 the condition of the matrix multiplies.
        double tolerance = fit.IsSingle ? 1e-6 : 1e-9;
        Assert.Equal(precision != RegressionPrecision.Double, fit.IsSingle);
        Assert.InRange(Tolerance.Error(Oracle.Numbers(problem, "coefficients"), fit.Coefficients), 0, tolerance);
        Assert.InRange(Tolerance.Error(Oracle.Numbers(problem, "squared_norms"), fit.SquaredNorms), 0, tolerance);
        Assert.InRange(Tolerance.Error(Oracle.Numbers(problem, "leave_one_out"), fit.LeaveOneOut!), 0, fit.IsSingle ? 1e-4 : tolerance);
        Assert.InRange(Tolerance.Error(Oracle.Numbers(problem, "outputs"), fit.Predict(workers, request.Kernel, inputs, others)), 0, tolerance);
        Assert.True(fit.IsConverged);
        Assert.InRange(fit.RelativeResidual, 0, 1e-8);
        Assert.Equal(Math.Sqrt(Oracle.Numbers(problem, "squared_norms").Sum()), fit.Norm, 1e-3);
        using KernelFactorization<double> factor = KernelFactorization<double>.Create(workers, new KernelMatrix<double>(request.Kernel, inputs, inputs), request.Ridge);
        Assert.Equal(problem.GetProperty("log_determinant").GetDouble(), factor.LogDeterminant(), 1e-8);
    }

    [Fact]
    public void Refinement_in_double_reaches_what_the_single_factor_alone_does_not()
    {
        // Random inputs at a bandwidth that makes the matrix ill-conditioned, but not singular, in single precision.
        const int N = 300;
        KernelInputs inputs = new(Vectors.Convert<double, float>(new Draws("refined").Normals(N * 6)), N, 6);
        using Workers workers = new(2);
        RegressionRequest request = new(new GaussianKernel(0.6), inputs, OneHot(N, 3), 3) { Precision = RegressionPrecision.Single, Tolerance = 1e-12 };
        KernelFit refined = KernelRegression.Fit(workers, request), once = KernelRegression.Fit(workers, request with { Tolerance = 1 });
        Assert.Equal(1, once.Passes);
        Assert.InRange(once.RelativeResidual, 1e-8, 1e-2);
        Assert.True(refined.Passes > 1 && refined.RelativeResidual <= 1e-12, $"{refined.Passes} passes, residual {refined.RelativeResidual}");
        Assert.InRange(Tolerance.Error(OneHot(N, 3), refined.Fitted), 0, 1e-12);

        // The residual that is reported is that of the coefficients in the equations as they are: K in double, row by row, by nothing of the library.
        Assert.Equal(once.RelativeResidual, Residual(0.6, inputs, once.Coefficients, 3), 1e-12);
        Assert.InRange(Residual(0.6, inputs, refined.Coefficients, 3), 0, 2e-12);
    }

    [Fact]
    public void The_equations_that_are_solved_are_those_in_double_whatever_the_factor()
    {
        // 784 values of which no product is exact in single precision, as pixels.
        const int N = 400, Dimension = 784;
        KernelInputs inputs = new([.. new Draws("pixels").Normals(N * Dimension).Select(v => (float)(Math.Abs(v) / 3))], N, Dimension);
        using Workers workers = new(2);
        KernelFit single = KernelRegression.Fit(workers, new RegressionRequest(new GaussianKernel(0.002), inputs, OneHot(N, 3), 3) { Precision = RegressionPrecision.Single });
        KernelFit exact = KernelRegression.Fit(workers, new RegressionRequest(new GaussianKernel(0.002), inputs, OneHot(N, 3), 3) { Precision = RegressionPrecision.Double });
        Assert.True(single.IsSingle && !exact.IsSingle);
        Assert.InRange(Residual(0.002, inputs, single.Coefficients, 3), 0, 1e-8);
        Assert.Equal(single.RelativeResidual, Residual(0.002, inputs, single.Coefficients, 3), 1e-12);
        Assert.InRange(Tolerance.Error(exact.Coefficients, single.Coefficients), 0, 1e-8);

        // The matrix made in single precision is another one by far more than that: a solution refined with its elements would fail all three.
        float[] rounded = new float[N * N];
        fixed (float* target = rounded) new KernelMatrix<float>(new GaussianKernel(0.002), inputs, inputs).Fill(workers, 0, N, 0, N, target, N);
        double[] left = OneHot(N, 3);
        for (int at = 0; at < rounded.Length; at++)
        {
            for (int c = 0; c < 3; c++) left[(at / N * 3) + c] -= rounded[at] * exact.Coefficients[(at % N * 3) + c];
        }

        Assert.InRange(Vectors.Norm(left) / Vectors.Norm(OneHot(N, 3)), 1e-7, 1e-4);
    }

    private static double Residual(double bandwidth, KernelInputs inputs, double[] coefficients, int classes)
    {
        int n = inputs.Count, dimension = inputs.Dimension;
        double[] left = OneHot(n, classes);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double distance = 0;
                for (int k = 0; k < dimension; k++)
                {
                    double difference = (double)inputs.Values[(i * dimension) + k] - inputs.Values[(j * dimension) + k];
                    distance += difference * difference;
                }

                double value = Math.Exp(-bandwidth * distance);
                for (int c = 0; c < classes; c++) left[(i * classes) + c] -= value * coefficients[(j * classes) + c];
            }
        }

        return Vectors.Norm(left) / Vectors.Norm(OneHot(n, classes));
    }

    [Fact]
    public void What_single_precision_cannot_factor_is_factored_in_double()
    {
        KernelInputs inputs = new([.. Enumerable.Range(0, 20).Select(i => i / 20f)], 20, 1);
        using Workers workers = new(1);
        RegressionRequest request = new(new GaussianKernel(1), inputs, OneHot(20, 2), 2) { Ridge = 1e-11 };
        Assert.Throws<NumericalException>(() => KernelRegression.Fit(workers, request with { Precision = RegressionPrecision.Single }));
        KernelFit fit = KernelRegression.Fit(workers, request);
        Assert.False(fit.IsSingle);
        Assert.InRange(fit.RelativeResidual, 0, 1e-4);
    }

    [Fact]
    public void A_singular_matrix_is_refused_and_a_ridge_mends_it()
    {
        KernelInputs inputs = Oracle.Inputs(8, 3, 5);
        using Workers workers = new(1);
        RegressionRequest request = new(new LinearKernel(), inputs, OneHot(8, 2), 2) { Precision = RegressionPrecision.Double };
        NumericalException failure = Assert.Throws<NumericalException>(() => KernelRegression.Fit(workers, request));
        Assert.Equal("a positive pivot in every row", failure.Fault.Expected);
        Assert.True(KernelRegression.Fit(workers, request with { Ridge = 0.1 }).IsConverged);
    }

    [Fact]
    public void Threads_change_no_bit_and_progress_ends_at_the_work_announced()
    {
        const int N = 900;
        KernelInputs inputs = new(Vectors.Convert<double, float>(new Draws("threads").Normals(N * 40)), N, 40);
        RegressionRequest request = new(new GaussianKernel(0.02), inputs, OneHot(N, 3), 3) { LeaveOneOut = true };
        List<double> progress = [];
        using Workers one = new(1), three = new(3);
        KernelFit a = KernelRegression.Fit(one, request), b = KernelRegression.Fit(three, request with { Progress = progress.Add });
        Assert.Equal(a.Coefficients, b.Coefficients);
        Assert.Equal(a.LeaveOneOut, b.LeaveOneOut);
        Assert.Equal(a.SquaredNorms, b.SquaredNorms);
        Assert.Equal(progress.Order(), progress);

        // The inverse's diagonal comes last and is not watched.
        Assert.InRange(progress[^1] / RegressionWork.Total(N, 40, leaveOneOut: false), 0.5, 1.0001);
    }

    [Fact]
    public void Targets_of_another_shape_are_refused()
    {
        using Workers workers = new(1);
        Assert.Throws<ArgumentException>(() => KernelRegression.Fit(workers, new RegressionRequest(new LinearKernel(), Oracle.Inputs(4, 3, 5), new double[7], 2)));
    }

    private static double[] OneHot(int n, int classes) => [.. Enumerable.Range(0, n * classes).Select(at => at / classes % classes == at % classes ? 1.0 : 0)];
}
