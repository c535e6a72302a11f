namespace Occam.Formats.Arrays;

/// <summary>What one number of a stored array is.</summary>
public enum ElementType
{
    /// <summary>One byte, zero or not zero.</summary>
    Boolean,

    /// <summary>8 bits without sign.</summary>
    UInt8,

    /// <summary>16 bits without sign.</summary>
    UInt16,

    /// <summary>32 bits without sign.</summary>
    UInt32,

    /// <summary>64 bits without sign.</summary>
    UInt64,

    /// <summary>8 bits, two's complement.</summary>
    Int8,

    /// <summary>16 bits, two's complement.</summary>
    Int16,

    /// <summary>32 bits, two's complement.</summary>
    Int32,

    /// <summary>64 bits, two's complement.</summary>
    Int64,

    /// <summary>IEEE 754 binary16.</summary>
    Float16,

    /// <summary>The upper half of a binary32: 8 bits of exponent, 7 of fraction.</summary>
    BFloat16,

    /// <summary>IEEE 754 binary32.</summary>
    Float32,

    /// <summary>IEEE 754 binary64.</summary>
    Float64,
}
