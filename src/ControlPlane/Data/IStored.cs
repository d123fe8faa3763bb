namespace Pintle.ControlPlane.Data;

/// <summary>A thing of one workspace.</summary>
internal interface IStored
{
    string Id { get; }

    string WorkspaceId { get; }
}
