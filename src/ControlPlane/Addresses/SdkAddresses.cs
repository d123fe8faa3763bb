using Microsoft.AspNetCore.Http;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Addresses;

/// <summary>Under which addresses SDKs reach this server: as it was told, else as the request has its name.</summary>
public sealed class SdkAddresses(ControlPlaneOptions options)
{
    /// <summary>Of the control plane, where SDKs learn their configuration, without a slash at its end.</summary>
    public string ControlPlane(HttpRequest request) => PublicAddress.Of(options, request);

    /// <summary>Of the gateway, which takes events, without a slash at its end.</summary>
    public string Gateway(HttpRequest request) => options.GatewayUrl.Length > 0
        ? options.GatewayUrl.TrimEnd('/')
        : new UriBuilder(options.IsGatewaySecure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, request.Host.Host, options.GatewayPort).Uri.GetLeftPart(UriPartial.Authority);

    /// <summary>The gateway's scheme, name and port, as a browser's policy names them.</summary>
    public string GatewayOrigin(HttpRequest request) => new Uri(Gateway(request)).GetLeftPart(UriPartial.Authority);
}
