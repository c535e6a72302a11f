using System.Globalization;
using Occam.Data.Datasets;
using Occam.Data.Preprocessing;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Models;

/// <summary>Whether values lie in [0, 1], as bytes divided by 255 do: constants that were measured on such values fit no others.</summary>
internal static class UnitValues
{
    // Standardizing and taking it back costs some bits of single precision.
    private const double Slack = 1e-4;

    /// <summary>Whether the values of a standardized set lay in [0, 1] before.</summary>
    public static bool Held(Dataset standardized, StandardizationConstants constants)
    {
        if (constants.Kind != Standardization.PerChannel) return false;
        int area = standardized.Shape.Area;
        ReadOnlySpan<float> values = standardized.Images;
        for (int start = 0, plane = 0; start < values.Length; start += area, plane++)
        {
            int channel = plane % constants.Means.Count;
            double deviation = constants.Deviations[channel] is > 0 and var positive ? positive : 1, mean = constants.Means[channel];
            foreach (float value in values.Slice(start, area))
            {
                if ((value * deviation) + mean is < -Slack or > 1 + Slack) return false;
            }
        }

        return true;
    }

    /// <summary>Refuses values outside of [0, 1], naming the first.</summary>
    public static void Demand(Dataset data)
    {
        ReadOnlySpan<float> values = data.Images;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is >= 0 and <= 1) continue;
            string shown = values[i].ToString(CultureInfo.InvariantCulture);
            throw new InputException(
                $"data '{data.Name}'", "bytes, or values from 0 to 1, as the checkpoint was trained on", $"{shown} in example {i / data.Shape.Size}",
                "Give the values before standardization: the checkpoint's own constants are applied to them.");
        }
    }
}
