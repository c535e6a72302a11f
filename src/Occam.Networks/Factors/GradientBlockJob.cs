using System.Numerics;
using Occam.Numerics.Dense;
using Occam.Numerics.Threading;

namespace Occam.Networks.Factors;

/// <summary>
/// gradient[n, row, k] = Σ_s V[n,s,row]·U[n,s,group of row,k] for a range of the layer's output rows (group, q), each sum one chain over the
/// sites. k runs through the columns of U, the bias's last. A part is one example.
/// </summary>
internal readonly unsafe struct GradientBlockJob<T>(
    FactorShape shape, int firstRow, int rows, T* inputs, T* cotangents, T* gradients, nint exampleStride) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int SmallProduct = 64;

    public void Run(int part, Scratch scratch)
    {
        int q = shape.CotangentWidth, columns = shape.InputColumns;
        T* u = inputs + ((nint)part * shape.InputLength), v = cotangents + ((nint)part * shape.CotangentLength);
        T* target = gradients + (part * exampleStride);
        for (int row = firstRow; row < firstRow + rows;)
        {
            int group = row / q, count = Math.Min(((group + 1) * q) - row, firstRow + rows - row);
            T* groupInputs = u + ((nint)group * columns);
            if (shape.Sites == 1 || count * columns < SmallProduct) Loops(v + row, groupInputs, count, target);
            else Panels(v + row, groupInputs, count, target, scratch);
            target += (nint)count * columns;
            row += count;
        }
    }

    private void Loops(T* v, T* u, int rows, T* target)
    {
        int columns = shape.InputColumns;
        nint siteInputs = (nint)shape.Groups * columns, siteCotangents = (nint)shape.Groups * shape.CotangentWidth;
        for (int row = 0; row < rows; row++, target += columns)
        {
            for (int k = 0; k < columns; k++) target[k] = v[row] * u[k];
            for (int site = 1; site < shape.Sites; site++)
            {
                T cotangent = v[(site * siteCotangents) + row];
                T* input = u + (site * siteInputs);
                for (int k = 0; k < columns; k++) target[k] = T.FusedMultiplyAdd(cotangent, input[k], target[k]);
            }
        }
    }

    private void Panels(T* v, T* u, int rows, T* target, Scratch scratch)
    {
        int columns = shape.InputColumns;
        Product.Block(
            new MatrixSource<T>(v, 1, (nint)shape.Groups * shape.CotangentWidth),
            new MatrixSource<T>(u, 1, (nint)shape.Groups * columns),
            new MatrixSink<T>(target, columns),
            new ProductBlock(0, rows, 0, columns, shape.Sites),
            accumulate: false,
            scratch.Rent<T>(Product.ScratchLength<T>(columns, shape.Sites)));
    }
}
