using System.Text.Json.Serialization;
using Pintle.ControlPlane.Workspaces;

namespace Pintle.ControlPlane.People;

/// <summary>The first person, and the first workspace.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FirstRunInput
{
    /// <summary>As the server printed it when it started.</summary>
    public required string Token { get; init; }

    /// <summary>Of the person.</summary>
    public required string Name { get; init; }

    public required string Email { get; init; }

    public required string Password { get; init; }

    public required string WorkspaceName { get; init; }

    /// <summary>All that is wrong, by member.</summary>
    public IEnumerable<(string Member, string Message)> Problems() =>
    [
        .. PersonRules.NameProblems(Name), .. PersonRules.EmailProblems(Email), .. PersonRules.PasswordProblems(Password),
        .. WorkspaceInput.NameProblems(WorkspaceName, "workspaceName"),
    ];
}

/// <summary>Is there nobody who can log in?</summary>
internal sealed record FirstRunView(bool Needed);
