using System.Text.Json.Serialization;

namespace Pintle.ControlPlane.Http;

/// <summary>A copy of something.</summary>
/// <param name="Name">The copy's name.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DuplicateInput(string Name);
