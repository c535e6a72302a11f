using System.Numerics;
using Occam.Networks.Activations;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Testing.References;

namespace Occam.Testing.Faults;

/// <summary>Small networks with one faulty layer, called "suspect", in the middle; the middle has a shortcut, so that cotangents accumulate.</summary>
public static class FaultyNetworks
{
    public const string Suspect = "suspect";

    /// <summary>Dense, bend, the layer beside a shortcut, bend, dense; <paramref name="layer"/> keeps the shape of four values.</summary>
    public static Network<T> Around<T>(Func<Shape, Layer<T>> layer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkBuilder<T> builder = new(new Shape(3));
        builder.Add("in", s => new Dense<T>(s, 4));
        int stem = builder.Add("before", s => new Elementwise<T, Bend<T>>(s));
        int middle = builder.Add(Suspect, layer);
        builder.Join("sum", JoinKind.Add, stem, middle);
        builder.Add("after", s => new Elementwise<T, Bend<T>>(s));
        builder.Add("out", s => new Dense<T>(s, 3));
        return builder.Build();
    }

    public static Network<T> Dense<T>(DenseFault fault)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Around<T>(s => new FaultyDense<T>(s, 4, fault));

    public static Network<T> Mask<T>(MaskFault fault)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Around<T>(s => new FaultyMask<T>(s, fault));

    public static Network<T> Activation<T, TFunction>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IElementwiseFunction<T> => Around<T>(s => new Elementwise<T, TFunction>(s));

    /// <summary>A convolution, bend, the faulty convolution, bend, dense.</summary>
    public static Network<T> Convolution<T>(ConvolutionFault fault)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkBuilder<T> builder = new(new Shape(2, 5, 4));
        builder.Add("in", s => new Convolution<T>(new ConvolutionGeometry(s, 3, 3, 3, 1, 1, 1, 1)));
        builder.Add("before", s => new Elementwise<T, Bend<T>>(s));
        builder.Add(Suspect, s => new NaiveConvolution<T>(new ConvolutionGeometry(s, 2, 3, 3, 2, 1, 1, 1), fault: fault));
        builder.Add("after", s => new Elementwise<T, Bend<T>>(s));
        builder.Add("out", s => new Dense<T>(s, 3));
        return builder.Build();
    }
}
