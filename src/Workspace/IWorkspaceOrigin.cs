using Pintle.Workspace.Reading;

namespace Pintle.Workspace;

/// <summary>Where the configuration comes from: a file, the control plane of this process, or one elsewhere. It keeps a <see cref="WorkspaceHolder"/> in step.</summary>
public interface IWorkspaceOrigin
{
    /// <summary>What it is, for people: the file, the address.</summary>
    string Name { get; }

    /// <summary>When the configuration was last read well; null before.</summary>
    DateTimeOffset? LastSync { get; }

    /// <summary>What is wrong with it now; null when nothing is. The last good workspace is in use meanwhile.</summary>
    string? Problem { get; }

    /// <summary>Takes the configuration, or the last good copy when it can't be had.</summary>
    /// <exception cref="WorkspaceException">Neither can be used.</exception>
    Task LoadAsync(CancellationToken ct);

    /// <summary>Follows changes until cancelled.</summary>
    Task FollowAsync(CancellationToken ct);
}
