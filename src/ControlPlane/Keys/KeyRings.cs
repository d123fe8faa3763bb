using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Pintle.ControlPlane.Keys;

/// <summary>
/// The keys that encrypt secrets, read anew when they must be: ASP.NET notices a key that another process has made after a day only, and until then could not read
/// what was encrypted with it, and would go on encrypting with the one before. Thread-safe.
/// </summary>
internal sealed class KeyRings(IOptions<KeyManagementOptions> kept, TimeProvider time) : IDisposable
{
    public const string Application = "Pintle";

    /// <summary>Nothing is encrypted with keys that were read longer ago.</summary>
    public static readonly TimeSpan Grain = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<ServiceProvider> _made = [];
    private Ring? _ring;

    /// <summary>As they were read last.</summary>
    public Ring Current()
    {
        lock (_gate)
        {
            return _ring ??= Read();
        }
    }

    /// <summary>As they are, or were a moment ago.</summary>
    public Ring Fresh()
    {
        lock (_gate)
        {
            return _ring is { } ring && time.GetElapsedTime(ring.ReadAt) < Grain ? ring : _ring = Read();
        }
    }

    /// <summary>Read since then.</summary>
    public Ring After(Ring seen)
    {
        lock (_gate)
        {
            return _ring is { } ring && ring != seen ? ring : _ring = Read();
        }
    }

    /// <summary>Encrypts and decrypts secrets of one kind.</summary>
    public SecretProtector CreateProtector(string purpose) => new(this, purpose);

    public void Dispose() => _made.ForEach(static m => m.Dispose());

    // They are read when the first secret is, and all of it is memory: those of before need no disposal while somebody may still use them.
    private Ring Read()
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName(Application);
        services.AddSingleton(kept);
        var made = services.BuildServiceProvider();
        _made.ForEach(static m => m.Dispose());
        _made.Clear();
        _made.Add(made);
        return new Ring(made.GetRequiredService<IDataProtectionProvider>(), made.GetRequiredService<IKeyManager>(), time.GetTimestamp());
    }

    /// <summary>Keys as they were once read.</summary>
    /// <param name="Provider">Makes protectors.</param>
    /// <param name="Keys">What keeps the keys.</param>
    /// <param name="ReadAt">A timestamp.</param>
    public sealed record Ring(IDataProtectionProvider Provider, IKeyManager Keys, long ReadAt);
}
