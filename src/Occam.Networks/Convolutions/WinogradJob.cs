using System.Numerics;
using Occam.Numerics.Dense;
using Occam.Numerics.Threading;

namespace Occam.Networks.Convolutions;

/// <summary>
/// target (+)= kernels ∗ source + bias by F(2×2, 3×3): tiles of 4×4 pixels are transformed, multiplied value by value over the channels, and
/// transformed back. A part is <see cref="WinogradGeometry.RowsTogether"/> rows of tiles, wherever in the batch they lie.
/// </summary>
internal readonly unsafe struct WinogradJob<T>(WinogradGeometry geometry, int batch, T* factors, T* source, T* bias, T* target, bool accumulate) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Parts => (Rows + geometry.RowsTogether - 1) / geometry.RowsTogether;

    private int Rows => batch * geometry.TileRows;

    public void Run(int part, Scratch scratch)
    {
        WinogradTiles<T> tiles = new(geometry);
        int lanes = geometry.Lanes, first = part * geometry.RowsTogether, end = Math.Min(Rows, first + geometry.RowsTogether);
        T* pixels = scratch.Rent<T>((2 * tiles.Length) + (WinogradGeometry.Values * geometry.Outputs * lanes) + tiles.ImageLength + Product.ScratchLength<T>(lanes, geometry.Inputs));
        T* products = pixels + (WinogradGeometry.Values * tiles.ValueLength), image = products + ((nint)WinogradGeometry.Values * geometry.Outputs * lanes);
        T* panels = image + tiles.ImageLength;
        for (int group = 0; group < geometry.Groups; group++)
        {
            tiles.Read(source, group, first, end, image, pixels);
            for (int value = 0; value < WinogradGeometry.Values; value++)
            {
                T* factor = factors + ((((nint)group * WinogradGeometry.Values) + value) * WinogradWeights<T>.FactorLength(geometry));
                Product.Block(
                    new PackedRows<T>(factor, geometry.Outputs),
                    new MatrixSource<T>(pixels + ((nint)value * tiles.ValueLength), 1, lanes),
                    new MatrixSink<T>(products + ((nint)value * geometry.Outputs * lanes), lanes),
                    new ProductBlock(0, geometry.Outputs, 0, lanes, geometry.Inputs),
                    accumulate: false,
                    panels);
            }

            WinogradOutput<T> output = new(geometry, bias == null ? null : bias + (group * geometry.Outputs), accumulate);
            output.Write(products, group, first, end, image, target);
        }
    }
}
