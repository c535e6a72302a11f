using Occam.Experiments.Computing;
using Occam.Experiments.Watching;
using Occam.Kernels.Matrices;
using Occam.Kernels.Regression;
using Occam.Kernels.Storage;
using Occam.Networks.Layers;
using Occam.Numerics.Errors;

namespace Occam.Experiments.MinimumNorm;

/// <summary>One kernel solved in closed form for one number of training examples, without ridge or with several.</summary>
/// <param name="Choice">The kernel.</param>
/// <param name="Examples">Training examples.</param>
/// <param name="LeaveOneOut">Whether the leave-one-out error is wanted.</param>
/// <param name="Ridges">λ over the mean of the diagonal, one after the other; 0 for none.</param>
internal sealed record KernelPoint(KernelChoice Choice, int Examples, bool LeaveOneOut, double[] Ridges)
{
    private const double Unit = 1e6;

    /// <summary>The computation under this name.</summary>
    public Computation Computation(string name) => new(name, [MinimumNormNames.Values, MinimumNormNames.ClassNorms, MinimumNormNames.Predictions], Compute);

    private NamedArray[] Compute(ComputationSite site)
    {
        ChosenImages images = ChosenImages.Of(site.Laboratory, Examples);
        Shape shape = ChosenImages.ShapeOf(images.Test);
        int test = images.Test.Count, dimension = Choice.DimensionOf(site.Laboratory);
        double features = Choice.WorkOf(shape), one = RegressionWork.Total(Examples, dimension, LeaveOneOut) + RegressionWork.Outputs(test, Examples, dimension);
        double total = ((Examples + test) * features) + (Ridges.Length * one), done = 0;
        void Report(double more) => site.Report((long)(Math.Min(total, done + more) / Unit), (long)(total / Unit));

        KernelInputs training = Choice.Inputs(site.Workers, images.Pixels, shape, count => Report(count * features));
        done += Examples * features;
        KernelInputs testing = Choice.Inputs(site.Workers, images.Test.Images.ToArray(), shape, count => Report(count * features));
        done += test * features;
        KernelFunction kernel = Choice.Function(training, images.Pixels, shape.Size);
        List<double> values = [], norms = [], predictions = [];
        foreach (double ridge in Ridges)
        {
            RegressionRequest request = new(kernel, training, images.Targets, images.Classes)
            {
                Ridge = ridge,
                Precision = Choice.Precision,
                LeaveOneOut = LeaveOneOut,
                Progress = Report,
                Store = new FactorStore(site.StatePath("factor"), FactorStore.DefaultInterval),
            };
            (KernelValues result, double[] classes, double[] predicted) = Solve(site, request, images, testing, work => Report(one - RegressionWork.Outputs(test, Examples, dimension) + work));
            values.AddRange(result.ToArray());
            norms.AddRange(classes);
            predictions.AddRange(predicted);
            done += one;
        }

        return [new(MinimumNormNames.Values, [.. values]), new(MinimumNormNames.ClassNorms, [.. norms]), new(MinimumNormNames.Predictions, [.. predictions])];
    }

    private static (KernelValues Values, double[] Norms, double[] Predicted) Solve(
        ComputationSite site, RegressionRequest request, ChosenImages images, KernelInputs testing, Action<double> predicting)
    {
        (int n, int dimension, int classes) = (request.Inputs.Count, request.Inputs.Dimension, images.Classes);
        try
        {
            KernelFit fit = KernelRegression.Fit(site.Workers, request);
            double[] predicted = ChosenImages.Predicted(
                fit.Predict(site.Workers, request.Kernel, request.Inputs, testing, rows => predicting(RegressionWork.Outputs(rows, n, dimension))), classes);
            double own = request.Kernel is LinearKernel linear ? Math.Sqrt(linear.Scale) : 1;
            KernelValues values = new(
                n, dimension, request.Ridge, ChosenImages.Error(ChosenImages.Predicted(fit.Fitted, classes), images.Labels), ChosenImages.Error(predicted, images.Test.Labels),
                fit.LeaveOneOut is { } left ? ChosenImages.Error(ChosenImages.Predicted(left, classes), images.Labels) : double.NaN,
                fit.Norm, fit.Norm * own, fit.RelativeResidual, fit.Passes, fit.IsSingle ? 32 : 64);
            return (values, [.. fit.SquaredNorms.Select(Math.Sqrt)], predicted);
        }
        catch (NumericalException)
        {
            // A singular matrix is a result: the tables and the claims say so.
            return (KernelValues.Singular(n, dimension, request.Ridge), [.. Enumerable.Repeat(double.NaN, classes)], [.. Enumerable.Repeat(double.NaN, images.Test.Count)]);
        }
    }
}
