using System.Text.Json.Serialization;

namespace Pintle.ControlPlane.Workspaces;

/// <summary>What people say of a workspace.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WorkspaceInput(string Name)
{
    private const int LongestName = 200;

    /// <summary>What can be edited of a workspace as it is.</summary>
    public static WorkspaceInput Of(StoredWorkspace workspace) => new(workspace.Name);

    /// <summary>All that is wrong, by member.</summary>
    public IEnumerable<(string Member, string Message)> Problems() => NameProblems(Name, "name");

    public static IEnumerable<(string Member, string Message)> NameProblems(string name, string member)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
        {
            yield return (member, $"A workspace needs a name of 1 to {LongestName} characters.");
        }
    }
}
