using System.Text.Json.Serialization;

namespace Occam.Records.Json;

/// <summary>The records that are one line each.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Observation))]
[JsonSerializable(typeof(Timing))]
internal sealed partial class LineContext : JsonSerializerContext;
