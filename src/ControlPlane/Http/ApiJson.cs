using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pintle.ControlPlane.Http;

/// <summary>How the API reads and writes JSON: strict in what it takes, so that a mistyped member is told and not lost.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Configure(JsonSerializerOptions json)
    {
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.AllowDuplicateProperties = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        return json;
    }
}

/// <summary>Enumerations in camelCase.</summary>
public sealed class CamelCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
