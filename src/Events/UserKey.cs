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

        var hash = new XxHash3();
        Append(ref hash, workspaceId);
        hash.Append([0, kind]);
        Append(ref hash, id);
        var value = hash.GetCurrentHashAsUInt64();
        return new UserKey(value == 0 ? 1 : value);
    }

    private static void Append(ref XxHash3 hash, string text)
    {
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        var buffer = length <= 512 ? stackalloc byte[length] : new byte[length];
        hash.Append(buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
    }

    public override string ToString() => Hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
