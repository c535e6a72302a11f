namespace Occam.Networks.Parameters;

/// <summary>The standard deviation of normally distributed initial weights. Biases start at zero and gains at one in all of them.</summary>
public enum InitializationScheme
{
    /// <summary>√(2 / fan in): keeps the second moment through ReLU. Source: He et al., ICCV 2015.</summary>
    He,

    /// <summary>√(2 / (fan in + fan out)). Source: Glorot and Bengio, AISTATS 2010.</summary>
    Glorot,

    /// <summary>√(1 / fan in). Source: LeCun et al., "Efficient BackProp", 1998.</summary>
    LeCun,

    /// <summary>1: the scale is in the network, built with <see cref="Architectures.Parametrization.NeuralTangent"/>.</summary>
    NeuralTangent,
}
