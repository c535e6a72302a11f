namespace Occam.Data.Readers;

/// <summary>Where a four-dimensional array of images has its channels. Three dimensions are [n, h, w] and two are [n, d] in both.</summary>
public enum ImageLayout
{
    /// <summary>[n, c, h, w].</summary>
    ChannelsFirst,

    /// <summary>[n, h, w, c]; turned to channels first when read.</summary>
    ChannelsLast,
}
