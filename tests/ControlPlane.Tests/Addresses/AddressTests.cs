using System.Net;
using Microsoft.AspNetCore.Http;
using Pintle.ControlPlane.Addresses;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.Addresses;

/// <summary>Which addresses SDKs are given.</summary>
public sealed class AddressTests(SqliteRig rig) : IClassFixture<SqliteRig>
{
    [Fact]
    public async Task Who_has_logged_in_is_told_where_to_send()
    {
        var told = (await (await rig.NewWorkspaceAsync()).Viewer.GetAsync("/api/v1/addresses")).Must(HttpStatusCode.OK);
        Assert.Equal("http://127.0.0.1:8080", told.Text("dataPlaneUrl"));
        Assert.Equal(rig.Address.GetLeftPart(UriPartial.Authority), told.Text("controlPlaneUrl"));
    }

    [Theory]
    [InlineData("shop.example", 8081, false, "http://shop.example:8080")]
    [InlineData("shop.example", null, true, "https://shop.example:8080")]
    [InlineData("[::1]", 8081, false, "http://[::1]:8080")]
    public void Without_an_address_of_its_own_the_gateway_has_the_name_of_the_request(string host, int? port, bool isSecure, string expected)
    {
        var addresses = new SdkAddresses(new ControlPlaneOptions { SqliteFile = "", IsGatewaySecure = isSecure });
        Assert.Equal(expected, addresses.Gateway(Asked(port is { } some ? new HostString(host, some) : new HostString(host))));
    }

    [Fact]
    public void What_was_configured_holds_whatever_the_request_says()
    {
        var addresses = new SdkAddresses(new ControlPlaneOptions { SqliteFile = "", GatewayUrl = "https://events.shop.example/in/", PublicUrl = "https://pintle.shop.example/" });
        var asked = Asked(new HostString("elsewhere.example"));
        Assert.Equal("https://events.shop.example/in", addresses.Gateway(asked));
        Assert.Equal("https://events.shop.example", addresses.GatewayOrigin(asked));
        Assert.Equal("https://pintle.shop.example", addresses.ControlPlane(asked));
    }

    private static HttpRequest Asked(HostString host) => new DefaultHttpContext { Request = { Scheme = "http", Host = host } }.Request;
}
