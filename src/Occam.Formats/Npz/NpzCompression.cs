namespace Occam.Formats.Npz;

/// <summary>How the arrays of an npz file are kept.</summary>
public enum NpzCompression
{
    /// <summary>As they are, like numpy.savez. The bytes of the file depend on nothing but the arrays.</summary>
    Stored,

    /// <summary>Deflated, like numpy.savez_compressed. Another version of the compressor may give other bytes.</summary>
    Deflated,
}
