using System.Text.Json.Serialization;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Access;

/// <summary>What somebody may do in a workspace; each may do what the ones before it may. Stored: the numbers stay.</summary>
[JsonConverter(typeof(CamelCaseConverter<Role>))]
public enum Role
{
    /// <summary>Sees everything but secrets.</summary>
    Viewer = 1,

    /// <summary>Changes sources, destinations, connections and user code.</summary>
    Editor = 2,

    /// <summary>Changes people, tokens of the workspace and the workspace itself.</summary>
    Admin = 3,
}
