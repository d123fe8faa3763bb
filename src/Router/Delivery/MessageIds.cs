using System.Text.Json;
using Pintle.Events;

namespace Pintle.Router.Delivery;

/// <summary>Reads ids out of a stored event, for people; headers carry only their hashes.</summary>
public static class MessageIds
{
    /// <summary>The top-level <c>messageId</c>; empty when there is none.</summary>
    public static string Read(ReadOnlySpan<byte> stored) => ReadFirst(stored, "messageId"u8);

    /// <summary>The top-level <c>userId</c>, else the <c>anonymousId</c>; empty when it has neither.</summary>
    public static string ReadUser(ReadOnlySpan<byte> stored) =>
        ReadFirst(stored, "userId"u8) is { Length: > 0 } user ? user : ReadFirst(stored, "anonymousId"u8);

    private static string ReadFirst(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> name)
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
                var isIt = reader.ValueTextEquals(name);
                reader.Read();
                if (isIt && reader.TokenType == JsonTokenType.String)
                {
                    return reader.GetString() ?? "";
                }

                reader.Skip();
            }
        }

        return "";
    }
}
