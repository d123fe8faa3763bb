namespace Pintle.Workspace.Reading;

/// <summary>A workspace document that can't be used. The message says where and what.</summary>
public sealed class WorkspaceException(string message, Exception? cause = null) : Exception(message, cause);
