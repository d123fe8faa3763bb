using System.Text.Json;
using Pintle.Events;

namespace Pintle.Router.Delivery;

/// <summary>Reads the message id out of a stored event, for people; headers carry only its hash.</summary>
public static class MessageIds
{
    /// <summary>The top-level <c>messageId</c>; empty when there is none.</summary>
    public static string Read(ReadOnlySpan<byte> stored)
    {
        if (stored.IsEmpty)
        {
            return "";
        }

        var reader = new Utf8JsonReader(stored, JsonPolicy.Reader);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
            {
                var isId = reader.ValueTextEquals("messageId"u8);
                reader.Read();
                if (isId && reader.TokenType == JsonTokenType.String)
                {
                    return reader.GetString() ?? "";
                }

                reader.Skip();
            }
        }

        return "";
    }
}
