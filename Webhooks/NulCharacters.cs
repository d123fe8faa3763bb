namespace Pintle.Gateway.Webhooks;

/// <summary>Takes NUL characters out of JSON, raw and escaped: some senders pad with them, and no warehouse takes them.</summary>
internal static class NulCharacters
{
    public static byte[] Remove(byte[] json)
    {
        if (!json.AsSpan().Contains((byte)0) && json.AsSpan().IndexOf("\\u0000"u8) < 0)
        {
            return json;
        }

        var (kept, length) = (new byte[json.Length], 0);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] == 0)
            {
                continue;
            }

            if (json[i] != '\\')
            {
                kept[length++] = json[i];
            }
            else if (json.AsSpan(i).StartsWith("\\u0000"u8))
            {
                i += 5;
            }
            else
            {
                // The byte behind a backslash belongs to it, above all another backslash.
                kept[length++] = json[i];
                if (i + 1 < json.Length)
                {
                    kept[length++] = json[++i];
                }
            }
        }

        return kept[..length];
    }
}
