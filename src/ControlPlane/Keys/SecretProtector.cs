using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Keys;

/// <summary>Encrypts and decrypts secrets of one kind, also when another process has made the key.</summary>
internal sealed class SecretProtector(KeyRings rings, string purpose) : IDataProtector
{
    public byte[] Protect(byte[] plaintext) => In(rings.Fresh()).Protect(plaintext);

    public byte[] Unprotect(byte[] protectedData)
    {
        var ring = rings.Current();
        try
        {
            return In(ring).Unprotect(protectedData);
        }
        catch (CryptographicException unknown) when (!ProblemAnswers.IsAway(unknown))
        {
            return In(rings.After(ring)).Unprotect(protectedData);
        }
    }

    /// <summary>The same secret, encrypted with the newest key; null: it is already.</summary>
    /// <param name="kept">As <c>Protect</c> of a text gave it.</param>
    /// <exception cref="CryptographicException">Its key is lost.</exception>
    /// <exception cref="FormatException">It was never encrypted.</exception>
    public string? Renew(string kept)
    {
        var protector = In(rings.Fresh());
        var plain = ((IPersistedDataProtector)protector).DangerousUnprotect(WebEncoders.Base64UrlDecode(kept), ignoreRevocationErrors: true, out var isOfOlderKey, out var wasRevoked);
        return isOfOlderKey || wasRevoked ? protector.Protect(Encoding.UTF8.GetString(plain)) : null;
    }

    public IDataProtector CreateProtector(string purpose) => throw new NotSupportedException("Each kind of secret has a protector of its own.");

    private IDataProtector In(KeyRings.Ring ring) => ring.Provider.CreateProtector(purpose);
}
