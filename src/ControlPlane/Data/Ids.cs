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
    private const int CountBits = 14;

    private static long _lastTick;

    /// <param name="kind">What it is of: <c>src</c> gives <c>src_01k…</c>.</param>
    public static string New(string kind)
    {
        var id = new StringBuilder(kind, kind.Length + 27).Append('_');
        var number = new UInt128((ulong)NextTick(), BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));
        for (var shift = 125; shift >= 0; shift -= DigitBits)
        {
            id.Append(Digits[(int)(number >> shift) & 31]);
        }

        return id.ToString();
    }

    // Milliseconds with a count behind them, so that those of one millisecond are in order too.
    private static long NextTick()
    {
        while (true)
        {
            var last = Interlocked.Read(ref _lastTick);
            var next = Math.Max(last + 1, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() << CountBits);
            if (Interlocked.CompareExchange(ref _lastTick, next, last) == last)
            {
                return next;
            }
        }
    }

    /// <summary>A write key, of the established form.</summary>
    public static string NewWriteKey() => RandomNumberGenerator.GetString(Letters, WriteKeyLetters);

    /// <summary>A secret of 256 bits.</summary>
    public static string NewSecret(string kind) => $"{kind}_{RandomNumberGenerator.GetString(Letters, 43)}";

    /// <summary>What is kept of a secret, to find it by.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
