using System.Security.Cryptography;
using System.Text;

namespace Pintle.ControlPlane.Data;

/// <summary>New names for things: unique, and in the order in which they were made.</summary>
internal static class Ids
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int DigitBits = 5;
    private const int WriteKeyLetters = 27;

    /// <param name="kind">What it is of: <c>src</c> gives <c>src_01k…</c>.</param>
    public static string New(string kind)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7().TryWriteBytes(bytes, bigEndian: true, out _);
        var id = new StringBuilder(kind, kind.Length + 27).Append('_');
        var number = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
        for (var shift = 125; shift >= 0; shift -= DigitBits)
        {
            id.Append(Digits[(int)(number >> shift) & 31]);
        }

        return id.ToString();
    }

    /// <summary>A write key, of the established form.</summary>
    public static string NewWriteKey() => RandomNumberGenerator.GetString(Letters, WriteKeyLetters);

    /// <summary>A secret of 256 bits.</summary>
    public static string NewSecret(string kind) => $"{kind}_{RandomNumberGenerator.GetString(Letters, 43)}";

    /// <summary>What is kept of a secret, to find it by.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
