using System.Text.Json;
using System.Text.Json.Serialization;

namespace Occam.Records.Json;

/// <summary>Verdicts as lower-case words; a number is refused, because its meaning would depend on the order of the enumeration.</summary>
internal sealed class VerdictConverter() : JsonStringEnumConverter<Verdict>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
