namespace Occam.Testing.Derivatives;

/// <summary>Losses, gradients and tangents against differences, and against each other.</summary>
internal static class FirstOrderChecks
{
    private const int Coordinates = 20, Directions = 2;

    public static void Loss(CheckRun run)
    {
        int classes = run.Subject.Classes, n = run.Batch;
        double[] z = run.Subject.Outputs(run.Point.Theta, run.Point.X), v = run.Draws("loss v").Normals(n * classes), w = run.Draws("loss w").Normals(n * classes);
        double[] gradient = Gradient(z), product = Product(v);
        double slope = FiniteDifference.Of(t => Value(Vectors.Moved(z, v, t)));
        run.Demand(DerivativeCheck.Loss, "the loss", "gradient along a direction", Tolerance.Error(Vectors.Dot(gradient, v), slope), Tolerance.FirstDifference);
        double[] curvature = FiniteDifference.Of(t => Gradient(Vectors.Moved(z, v, t)));
        run.Demand(DerivativeCheck.Loss, "the loss", "Hessian product", Tolerance.Error(product, curvature), Tolerance.FirstDifference);
        double floor = Vectors.Norm(product) * Vectors.Norm(w);
        run.Demand(
            DerivativeCheck.Loss, "the loss", "Hessian symmetry", Tolerance.Error(Vectors.Dot(w, product), Vectors.Dot(v, Product(w)), floor), Tolerance.Identity);

        double Value(double[] at)
        {
            double[] values = new double[n];
            run.Options.Loss.Values(at, run.Point.Labels, classes, values);
            return values.Sum();
        }

        double[] Gradient(double[] at)
        {
            double[] result = new double[at.Length];
            run.Options.Loss.Gradient(at, run.Point.Labels, classes, 1, result);
            return result;
        }

        double[] Product(double[] vector)
        {
            double[] result = new double[vector.Length];
            run.Options.Loss.HessianProduct(z, run.Point.Labels, classes, vector, 1, result);
            return result;
        }
    }

    public static void Gradient(CheckRun run)
    {
        CheckPoint p = run.Point;
        double[] gradient = run.Subject.Gradient(p.Theta, p.X, p.Labels).Theta;
        double typical = Vectors.Norm(gradient) / Math.Sqrt(gradient.Length);
        Draws draws = run.Draws("gradient");
        for (int i = 0; i < Directions; i++)
        {
            double[] v = draws.Direction(gradient.Length);
            double difference = FiniteDifference.Of(t => run.Subject.Loss(Vectors.Moved(p.Theta, v, t), p.X, p.Labels));
            run.Demand(
                DerivativeCheck.Gradient, "the network", "gradient along a direction",
                Tolerance.Error(Vectors.Dot(gradient, v), difference, typical), Tolerance.FirstDifference);
        }

        NamedBlockSlice[] blocks = [.. NamedBlockSlice.Of(run.Network)];
        for (int i = 0; i < Math.Max(Coordinates, blocks.Length); i++)
        {
            NamedBlockSlice block = blocks[i % blocks.Length];
            int coordinate = block.Offset + draws.Integer(block.Length);
            double[] v = new double[gradient.Length];
            v[coordinate] = 1;
            double difference = FiniteDifference.Of(t => run.Subject.Loss(Vectors.Moved(p.Theta, v, t), p.X, p.Labels));
            run.Demand(
                DerivativeCheck.Gradient, block.Node, $"gradient at {block.Name}[{coordinate - block.Offset}]",
                Tolerance.Error(gradient[coordinate], difference, typical), Tolerance.FirstDifference);
        }
    }

    public static void InputGradient(CheckRun run)
    {
        CheckPoint p = run.Point;
        double[] gradient = run.Subject.Gradient(p.Theta, p.X, p.Labels).Input;
        double typical = Vectors.Norm(gradient) / Math.Sqrt(gradient.Length);
        Draws draws = run.Draws("input gradient");
        for (int i = 0; i < Directions + Coordinates; i++)
        {
            double[] v = i < Directions ? draws.Direction(p.X.Length) : new double[p.X.Length];
            if (i >= Directions) v[draws.Integer(v.Length)] = 1;
            double difference = FiniteDifference.Of(t => run.Subject.Loss(p.Theta, Vectors.Moved(p.X, v, t), p.Labels));
            run.Demand(
                DerivativeCheck.InputGradient, "the network", i < Directions ? "input gradient along a direction" : "one value of the input gradient",
                Tolerance.Error(Vectors.Dot(gradient, v), difference, typical), Tolerance.FirstDifference);
        }
    }

    public static void OutputTangent(CheckRun run)
    {
        CheckPoint p = run.Point;
        Draws draws = run.Draws("output tangent");
        for (int i = 0; i < Directions; i++)
        {
            double[] v = draws.Direction(p.Theta.Length);
            double[] difference = FiniteDifference.Of(t => run.Subject.Outputs(Vectors.Moved(p.Theta, v, t), p.X));
            double error = Tolerance.Error(run.Subject.Tangent(p.Theta, p.X, v), difference);
            run.Demand(DerivativeCheck.OutputTangent, "the network", "Jv", error, Tolerance.FirstDifference);
        }
    }

    public static void Adjoint(CheckRun run)
    {
        CheckPoint p = run.Point;
        Draws draws = run.Draws("adjoint");
        for (int i = 0; i < Directions; i++)
        {
            double[] v = draws.Direction(p.Theta.Length), w = draws.Normals(run.Batch * run.Subject.Classes);
            double[] image = run.Subject.Tangent(p.Theta, p.X, v);
            double left = Vectors.Dot(image, w), right = Vectors.Dot(v, run.Subject.Adjoint(p.Theta, p.X, w).Theta);
            double error = Tolerance.Error(left, right, Vectors.Norm(image) * Vectors.Norm(w));
            run.Demand(DerivativeCheck.Adjoint, "the network", "⟨Jv, w⟩ − ⟨v, Jᵀw⟩", error, Tolerance.Identity);
        }
    }
}
