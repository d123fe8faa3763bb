using Pintle.Workspace.Editing;
using Pintle.Workspace.Reading;

namespace Pintle.Workspace.Files;

/// <summary>A workspace file as a tool sees it: read as the server reads it, and changed without touching what else is in it.</summary>
/// <param name="path">Of the file.</param>
/// <param name="hasBackend">Versions of user code that it doesn't carry come from a control plane.</param>
public sealed class WorkspaceDocument(string path, bool hasBackend, TimeProvider time)
{
    private readonly CodeFiles _code = new(Path.GetDirectoryName(Path.GetFullPath(path))!);

    /// <exception cref="WorkspaceException">It can't be used.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public async Task<WorkspaceSnapshot> ReadAsync(CancellationToken ct) => Read(await File.ReadAllBytesAsync(path, ct));

    /// <summary>Adds versions to those that it carries.</summary>
    /// <exception cref="WorkspaceException">With them it couldn't be used.</exception>
    /// <exception cref="IOException">It can't be written.</exception>
    public Task AddAsync(IReadOnlyList<TransformationVersion> transformations, IReadOnlyList<LibraryVersion> libraries, CancellationToken ct) =>
        ChangeAsync((_, edits) => edits.Add(transformations, libraries), ct);

    /// <summary>Puts versions that it carries in force, all at once: destinations and <c>libraries</c> have them in place of former ones.</summary>
    /// <exception cref="WorkspaceException">It has no such version.</exception>
    /// <exception cref="IOException">It can't be written.</exception>
    public Task PublishAsync(IReadOnlyList<string> transformations, IReadOnlyList<string> libraries, CancellationToken ct) => ChangeAsync(
        (now, edits) => edits.Publish([.. transformations.Select(id => Found(now.TransformationVersions, id))], [.. libraries.Select(id => Found(now.LibraryVersions, id))]), ct);

    private static T Found<T>(IReadOnlyDictionary<string, T> versions, string id) =>
        versions.TryGetValue(id, out var found) ? found : throw new WorkspaceException($"The workspace file has no version \"{id}\".");

    private WorkspaceSnapshot Read(byte[] document) => WorkspaceReader.Read(_code.Fill(document), 1, time.GetUtcNow(), hasBackend);

    private async Task ChangeAsync(Action<WorkspaceSnapshot, CodeEdits> change, CancellationToken ct)
    {
        var before = await File.ReadAllBytesAsync(path, ct);
        var edits = new CodeEdits(before);
        change(Read(before), edits);
        var after = edits.Apply();
        Read(after);
        await ReplaceAsync(before, after, ct);
    }

    // What a link leads to is replaced, not the link. The new file is also the lock: who finds one there is second.
    private async Task ReplaceAsync(byte[] before, byte[] after, CancellationToken ct)
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var next = $"{target}.new";
        await using var file = Create(next, target);
        try
        {
            await file.WriteAsync(after, ct);
            file.Flush(flushToDisk: true);
            if (!(await File.ReadAllBytesAsync(path, ct)).AsSpan().SequenceEqual(before))
            {
                throw new WorkspaceException("Somebody else has changed the workspace file meanwhile; nothing was written. Try again.");
            }

            File.Move(next, target, overwrite: true);
        }
        catch
        {
            File.Delete(next);
            throw;
        }
    }

    private static FileStream Create(string next, string target)
    {
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = File.GetUnixFileMode(target);
        }

        try
        {
            return new FileStream(next, create);
        }
        catch (IOException) when (File.Exists(next))
        {
            throw new WorkspaceException($"Somebody else is changing the workspace file; nothing was written. When nobody is, delete {next}.");
        }
    }
}
