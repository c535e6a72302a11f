using Occam.Formats.Arrays;

namespace Occam.Formats.Safetensors;

/// <summary>The names that the format gives to element types.</summary>
internal static class SafetensorsTypes
{
    private static readonly Dictionary<string, ElementType> ByName = new(StringComparer.Ordinal)
    {
        ["BOOL"] = ElementType.Boolean,
        ["U8"] = ElementType.UInt8,
        ["U16"] = ElementType.UInt16,
        ["U32"] = ElementType.UInt32,
        ["U64"] = ElementType.UInt64,
        ["I8"] = ElementType.Int8,
        ["I16"] = ElementType.Int16,
        ["I32"] = ElementType.Int32,
        ["I64"] = ElementType.Int64,
        ["F16"] = ElementType.Float16,
        ["BF16"] = ElementType.BFloat16,
        ["F32"] = ElementType.Float32,
        ["F64"] = ElementType.Float64,
    };

    private static readonly Dictionary<ElementType, string> ByType = ByName.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static string Known => string.Join(", ", ByName.Keys);

    public static bool TryParse(string name, out ElementType type) => ByName.TryGetValue(name, out type);

    public static string NameOf(ElementType type) => ByType[type];
}
