using Microsoft.AspNetCore.Builder;

namespace Pintle.ControlPlane.Access;

/// <summary>Who may use a route. Every route of the API has one; one without is never served.</summary>
/// <param name="IsOpen">Anybody, without having logged in.</param>
/// <param name="Role">The least that somebody must be in the workspace of the path; null: in none.</param>
internal sealed record AccessRule(bool IsOpen, Role? Role)
{
    /// <summary>For data planes, which show a token of their own to the route: they ask as often as they must.</summary>
    public bool IsForPrograms { get; init; }
}

/// <summary>Says who may use a route.</summary>
public static class AccessRules
{
    /// <summary>Somebody who is at least this in the workspace that the path names.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder route, Role role)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new AccessRule(IsOpen: false, role));

    /// <summary>Anybody who has logged in.</summary>
    public static TBuilder NeedsPerson<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new AccessRule(IsOpen: false, Role: null));

    /// <summary>Data planes: the route looks at their token itself.</summary>
    public static TBuilder IsForPrograms<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new AccessRule(IsOpen: true, Role: null) { IsForPrograms = true });

    /// <summary>Anybody. Say why in a comment.</summary>
    public static TBuilder IsOpen<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new AccessRule(IsOpen: true, Role: null));
}
