namespace Pintle.ControlPlane.Data;

/// <summary>What people edit: two edits of the same version can't both be taken.</summary>
internal interface IVersioned
{
    /// <summary>Rises by one with every change; 1 is the first.</summary>
    int Version { get; set; }

    DateTimeOffset CreatedAt { get; set; }

    DateTimeOffset UpdatedAt { get; set; }
}
