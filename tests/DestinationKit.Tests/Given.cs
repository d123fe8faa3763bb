using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pintle.DestinationKit.Json;
using Pintle.TestKit;

namespace Pintle.DestinationKit.Tests;

/// <summary>What tests begin with.</summary>
internal static class Given
{
    /// <summary>A value as it lies in an event.</summary>
    public static JsValue Json(string json) => JsonElement.Parse(json);

    /// <summary>The same value, made by a destination.</summary>
    public static JsValue Made(JsValue value) => value.Kind switch
    {
        JsKind.Object => Object(value),
        JsKind.Array => JsArray.Of(value.Items.Select(Made)),
        JsKind.Text => value.AsText(),
        JsKind.Number => value.AsNumber()!.Value,
        JsKind.Boolean => value.AsBoolean()!.Value,
        JsKind.Null => JsValue.Null,
        _ => default,
    };

    /// <summary>An event, at nine o'clock.</summary>
    public static Event Event(string message = "{}", string metadata = "{}", int place = 0) =>
        new(new EventInput(JsonElement.Parse(message), Json(metadata)), Json(message), JsonElement.Parse("{}"), new TransformEnvironment { Clock = new FakeTimeProvider(Some.Time) })
        {
            Place = place,
        };

    /// <summary>For what is random: that of a failed run, when it is said.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("PINTLE_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1;

    private static JsObject Object(JsValue value)
    {
        var made = new JsObject();
        foreach (var (name, member) in value.Members)
        {
            made[name] = Made(member);
        }

        return made;
    }
}
