using System.Text.Json.Serialization;

namespace Occam.Records.Json;

/// <summary>The documents of a run folder: indented for people, snake_case, the same bytes on every operating system.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(Findings))]
[JsonSerializable(typeof(EnvironmentInfo))]
[JsonSerializable(typeof(About))]
internal sealed partial class RecordContext : JsonSerializerContext;
