using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;

namespace Pintle.ControlPlane.Publishing;

/// <summary>
/// A workspace as data planes read it (workspace-config.md §4), UTF-8 JSON with secrets. Immutable. Two revisions are nearly the same: it is kept in parts, one for each source, and
/// parts that are the same are one; a large document for each change would be garbage that is collected late.
/// </summary>
internal sealed class ConfigurationDocument
{
    private const int AtOnce = 1 << 16;

    private readonly List<byte[]> _parts = [];
    private readonly Dictionary<string, byte[]> _byName = [];

    /// <param name="whole">The document; not kept.</param>
    /// <param name="ends">Where its parts end, by name.</param>
    /// <param name="former">The revision before; null: there is none.</param>
    public ConfigurationDocument(ReadOnlySpan<byte> whole, IEnumerable<(string Name, int End)> ends, ConfigurationDocument? former)
    {
        Length = whole.Length;
        Tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(whole))[..32]}\"";
        var start = 0;
        foreach (var (name, end) in ends)
        {
            var text = whole[start..end];
            var part = former?._byName.GetValueOrDefault(name) is { } same && text.SequenceEqual(same) ? same : text.ToArray();
            _parts.Add(part);
            _byName[name] = part;
            start = end;
        }
    }

    /// <summary>In bytes.</summary>
    public int Length { get; }

    /// <summary>Its ETag.</summary>
    public string Tag { get; }

    /// <summary>Writes it to somebody.</summary>
    public void WriteTo(IBufferWriter<byte> to) => _parts.ForEach(part => to.Write(part));

    /// <summary>Writes it to somebody who takes it slowly.</summary>
    public async Task WriteToAsync(PipeWriter to, CancellationToken ct)
    {
        var waiting = 0;
        foreach (var part in _parts)
        {
            to.Write(part);
            waiting += part.Length;
            if (waiting > AtOnce)
            {
                await to.FlushAsync(ct);
                waiting = 0;
            }
        }

        await to.FlushAsync(ct);
    }
}
