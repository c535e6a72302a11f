namespace Occam.Data.Readers;

/// <summary>The types of value that an IDX file can hold, with their codes.</summary>
internal enum IdxType
{
    U8 = 0x08,
    I8 = 0x09,
    I16 = 0x0B,
    I32 = 0x0C,
    F32 = 0x0D,
    F64 = 0x0E,
}
