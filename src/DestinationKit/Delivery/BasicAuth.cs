using System.Text;

namespace Pintle.DestinationKit.Delivery;

/// <summary>Basic authentication (https://www.rfc-editor.org/rfc/rfc7617).</summary>
public static class BasicAuth
{
    /// <summary>Value of the header <c>Authorization</c>.</summary>
    public static string Of(string user, string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";
}
