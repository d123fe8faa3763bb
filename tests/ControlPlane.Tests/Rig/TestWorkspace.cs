namespace Pintle.ControlPlane.Tests.Rig;

/// <summary>A workspace, and clients of people in it.</summary>
/// <param name="Token">By which data planes know it.</param>
internal sealed record TestWorkspace(string Id, string Token, ApiClient Admin, ApiClient Editor, ApiClient Viewer);
