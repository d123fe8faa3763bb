using System.Security.Cryptography;
using System.Text;
using Pintle.Workspace.Reading;

namespace Pintle.Workspace.Files;

/// <summary>The versions of user code that this process has had in force, by what was in them: one that comes back must be the same.</summary>
internal sealed class KnownVersions
{
    private readonly Dictionary<string, byte[]> _hashes = [];

    /// <exception cref="WorkspaceException">A version is another than it was.</exception>
    public void Check(WorkspaceSnapshot snapshot)
    {
        foreach (var (version, hash) in Of(snapshot))
        {
            if (_hashes.TryGetValue(version, out var known) && !known.AsSpan().SequenceEqual(hash))
            {
                throw new WorkspaceException($"The {version} has other code than before. A version never changes: give the new code a versionId of its own.");
            }
        }
    }

    public void Add(WorkspaceSnapshot snapshot)
    {
        foreach (var (version, hash) in Of(snapshot))
        {
            _hashes[version] = hash;
        }
    }

    private static IEnumerable<(string Version, byte[] Hash)> Of(WorkspaceSnapshot snapshot) =>
    [
        .. snapshot.TransformationVersions.Values.Select(t => ($"transformation version \"{t.VersionId}\"", Hash(t.CodeVersion, t.Language, t.Code))),
        .. snapshot.LibraryVersions.Values.Select(l => ($"library version \"{l.VersionId}\"", Hash(l.Handle, l.Language, l.Code))),
    ];

    private static byte[] Hash(params string[] parts) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts)));
}
