using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Keys;

/// <summary>Takes keys away that nothing is encrypted with any more.</summary>
internal sealed class OldKeys(ControlContext db, SecretRotation rotation, KeyRings rings, ControlPlaneOptions options, TimeProvider time)
{
    // Servers take a new key into use within KeyRings.Grain; the rest is for requests that take their time.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    /// <summary>Takes all keys away but the newest.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="ControlDatabaseException">Something may still need them; the message says what.</exception>
    public async Task<int> ForgetAsync(CancellationToken ct)
    {
        var keys = rings.Fresh().Keys;
        if (keys.GetAllKeys().OrderByDescending(k => k.ActivationDate).FirstOrDefault() is not { } newest)
        {
            return 0;
        }

        if (newest.CreationDate + Settled is var settled && time.GetUtcNow() < settled)
        {
            throw new ControlDatabaseException($"The newest key was made less than a minute ago, and servers may not have noticed it yet. Try again after {settled:HH:mm:ss} UTC.");
        }

        var (older, unreadable) = await rotation.CountAsync(ct);
        if (older > 0 || unreadable.Count > 0)
        {
            throw new ControlDatabaseException(older > 0
                ? $"{older} secrets are still encrypted with older keys. Run the rotation again first."
                : $"Some secrets can't be decrypted, and their key may yet be found: {string.Join(", ", unreadable)}. Enter them again, or delete what they belong to, first.");
        }

        var all = keys.GetAllKeys().Count;
        if (options.KeyDirectory.Length > 0)
        {
            ((IDeletableKeyManager)keys).DeleteKeys(key => key.KeyId != newest.KeyId);
        }
        else
        {
            var rows = await db.DataProtectionKeys.ToListAsync(ct);
            db.DataProtectionKeys.RemoveRange(rows.Where(row => IsOther(row.Xml, newest)));
            await db.SaveChangesAsync(ct);
        }

        return all - 1;
    }

    private static bool IsOther(string? xml, IKey newest) => xml is not null && XElement.Parse(xml) is { Name.LocalName: "key" } key && (Guid?)key.Attribute("id") != newest.KeyId;
}
