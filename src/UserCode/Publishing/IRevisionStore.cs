namespace Pintle.UserCode.Publishing;

/// <summary>
/// Keeps versions of code, and which are in force. Thread-safe; a change is whole or not at all. It doesn't judge code: <see cref="Publisher"/> does, before.
/// </summary>
public interface IRevisionStore
{
    /// <summary>All versions of a kind, oldest first.</summary>
    Task<IReadOnlyList<Revision>> ListAsync(CodeKind kind, CancellationToken ct);

    /// <summary>A version; null when there is none.</summary>
    Task<Revision?> FindAsync(CodeKind kind, string versionId, CancellationToken ct);

    /// <summary>What a draft would be as a version; nothing is stored.</summary>
    /// <exception cref="RevisionException">It can't be one.</exception>
    Task<Revision> PrepareAsync(Draft draft, CancellationToken ct);

    /// <summary>Stores a prepared version, which is not in force with that.</summary>
    /// <exception cref="RevisionException">Its id is taken, or it can't be stored.</exception>
    Task AddAsync(Revision revision, CancellationToken ct);

    /// <summary>Puts stored versions in force in place of others of the same transformations and libraries, all of them or none.</summary>
    /// <exception cref="RevisionException">There is no such version, or it can't be stored.</exception>
    Task PublishAsync(IReadOnlyList<string> transformations, IReadOnlyList<string> libraries, CancellationToken ct);
}

/// <summary>What was asked of a store can't be done; the message says why.</summary>
public sealed class RevisionException(string message, Exception? cause = null) : Exception(message, cause);
