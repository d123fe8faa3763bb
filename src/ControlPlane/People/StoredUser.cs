using Microsoft.AspNetCore.Identity;

namespace Pintle.ControlPlane.People;

/// <summary>A person who can log in.</summary>
internal sealed class StoredUser : IdentityUser
{
    public required string Name { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
