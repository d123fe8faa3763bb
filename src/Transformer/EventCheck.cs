using System.Runtime.InteropServices;
using System.Text.Json;
using Pintle.Events;

namespace Pintle.Transformer;

/// <summary>What no destination could make sense of. The gateway lets nothing of it in; callers of the API may send anything.</summary>
internal static class EventCheck
{
    /// <summary>What is wrong with an event; null when nothing is.</summary>
    public static string? Wrong(JsonElement message)
    {
        if (message.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return null;
        }

        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(message), new JsonReaderOptions { MaxDepth = 1_024 });
        while (reader.Read())
        {
            if (reader.CurrentDepth >= JsonPolicy.MaxDepth)
            {
                return $"The event is nested deeper than {JsonPolicy.MaxDepth} levels.";
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.Number when !reader.TryGetDouble(out var number) || !double.IsFinite(number):
                    return $"The event has a number that is beyond a double, at byte {reader.TokenStartIndex}.";
                case JsonTokenType.String or JsonTokenType.PropertyName when reader.ValueIsEscaped && !IsText(ref reader):
                    return $"The event has text with half of a surrogate pair, at byte {reader.TokenStartIndex}.";
            }
        }

        return null;
    }

    private static bool IsText(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.IndexOf("\\u"u8) < 0)
        {
            return true;
        }

        try
        {
            reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
