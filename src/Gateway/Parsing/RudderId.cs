using System.Security.Cryptography;
using System.Text;

namespace Pintle.Gateway.Parsing;

/// <summary>The <c>rudderId</c> of a user: MD5 of <c>userId:anonymousId</c> as a version-4 UUID.</summary>
internal static class RudderId
{
    /// <summary>36 characters of UTF-8.</summary>
    public static void Write(string userId, string anonymousId, Span<byte> uuid)
    {
        var size = Encoding.UTF8.GetMaxByteCount(userId.Length + anonymousId.Length + 1);
        var text = size <= 512 ? stackalloc byte[size] : new byte[size];
        var length = Encoding.UTF8.GetBytes(userId, text);
        text[length++] = (byte)':';
        length += Encoding.UTF8.GetBytes(anonymousId, text[length..]);
        Span<byte> hash = stackalloc byte[16];
#pragma warning disable CA5351 // an identifier that others compute the same way, not a protection
        MD5.HashData(text[..length], hash);
#pragma warning restore CA5351
        hash[6] = (byte)((hash[6] & 0x0f) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        new Guid(hash, bigEndian: true).TryFormat(uuid, out _);
    }
}
