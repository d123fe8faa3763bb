using System.Text.Json.Serialization;

namespace Pintle.ControlPlane.People;

/// <summary>Who wants to log in.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LogInInput
{
    public required string Email { get; init; }

    public required string Password { get; init; }

    /// <summary>Of the second factor, when there is one: of the app, or a recovery code.</summary>
    public string? Code { get; init; }
}
