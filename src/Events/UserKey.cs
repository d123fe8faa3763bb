using System.IO.Hashing;
using System.Text;

namespace Pintle.Events;

/// <summary>
/// What orders events: the hash of workspace + userId, else workspace + anonymousId. <see cref="None"/> means that the
/// event has neither and is unordered. Two users with the same 64-bit hash are merely ordered against each other.
/// </summary>
public readonly record struct UserKey(ulong Hash)
{
    public static readonly UserKey None;

    public bool IsNone => Hash == 0;

    /// <summary>The key of an event, from its cleaned ids (empty when absent).</summary>
    public static UserKey Of(string workspaceId, string userId, string anonymousId)
    {
        var (kind, id) = userId.Length > 0 ? ((byte)'u', userId) : ((byte)'a', anonymousId);
        if (id.Length == 0)
        {
            return None;
        }

        var longest = Encoding.UTF8.GetMaxByteCount(workspaceId.Length) + Encoding.UTF8.GetMaxByteCount(id.Length) + 2;
        var buffer = longest <= 1024 ? stackalloc byte[longest] : new byte[longest];
        var length = Encoding.UTF8.GetBytes(workspaceId, buffer);
        buffer[length++] = 0;
        buffer[length++] = kind;
        length += Encoding.UTF8.GetBytes(id, buffer[length..]);
        var value = XxHash3.HashToUInt64(buffer[..length]);
        return new UserKey(value == 0 ? 1 : value);
    }

    public override string ToString() => Hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
