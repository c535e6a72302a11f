namespace Occam.Networks.Architectures;

/// <summary>Where the scale of the weights stands.</summary>
public enum Parametrization
{
    /// <summary>In the initial weights; products have biases unless a batch norm follows.</summary>
    Standard,

    /// <summary>
    /// In the network, for weights drawn from N(0, 1): every product is without bias, and each but the first is followed by multiplication
    /// with √(2 / fan in), the 2 being ReLU's. The first reads the input as it is. With this, the tangent kernel of an MLP of L hidden layers tends
    /// to Θ(x, x) = (L + 1)‖x‖² as its widths grow. Source: Arora et al., NeurIPS 2019.
    /// </summary>
    NeuralTangent,
}
