using Microsoft.AspNetCore.Http;

namespace Pintle.ControlPlane.Http;

/// <summary>The address under which browsers reach this server.</summary>
internal static class PublicAddress
{
    /// <summary>As it is set; else as the request names it. Without a slash at the end.</summary>
    public static string Of(ControlPlaneOptions options, HttpRequest request) =>
        options.PublicUrl.Length > 0 ? options.PublicUrl.TrimEnd('/') : $"{request.Scheme}://{request.Host}";
}
