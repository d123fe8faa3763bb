using System.Text.Json;

namespace Pintle.Workspace.Reading;

/// <summary>A workspace document that can't be used. The message says where and what.</summary>
public sealed class WorkspaceException(string message, Exception? cause = null) : Exception(message, cause)
{
    internal static WorkspaceException NoJson(JsonException broken) =>
        new($"The document is not valid JSON: line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}: {broken.Message.Split(" LineNumber")[0]}", broken);
}
