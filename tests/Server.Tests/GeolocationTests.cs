using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pintle.Server.Fetching;
using Pintle.TestKit;

namespace Pintle.Server.Tests;

/// <summary>User code's <c>geolocation(ip)</c> against a service.</summary>
public sealed class GeolocationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("[]", "ip address is required")]
    [InlineData("""[""]""", "ip address is required")]
    [InlineData("[null]", "ip address is required")]
    [InlineData("""["1.2.3.x"]""", "invalid ip address")]
    [InlineData("[7]", "invalid ip address")]
    [InlineData("""["9.9.9.9/../secrets"]""", "invalid ip address")]
    [InlineData("""["9.9.9.9"]""", "request to fetch geolocation failed with status code: 404")]
    public async Task Rejects_with_the_reason(string arguments, string expected)
    {
        await using var service = await StartAsync();
        using var geolocation = new Geolocation(service.Url, TimeSpan.FromSeconds(20));
        var answer = await geolocation.CallAsync(JsonElement.Parse(arguments), Ct);
        Assert.False(answer.IsGood);
        Assert.Equal(expected, JsonElement.Parse(answer.Json).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Resolves_with_what_the_service_says()
    {
        await using var service = await StartAsync();
        using var geolocation = new Geolocation(service.Url, TimeSpan.FromSeconds(20));
        Assert.Equal(new(true, """{"city":"Bern"}"""), await geolocation.CallAsync(JsonElement.Parse("""["1.2.3.4"]"""), Ct));
        Assert.Equal(new(true, """{"city":"Basel"}"""), await geolocation.CallAsync(JsonElement.Parse("""["2001:db8::1"]"""), Ct));
    }

    [Fact]
    public async Task A_service_that_hangs_or_is_not_there_is_a_rejection()
    {
        await using var service = await StartAsync();
        service.Answer = (_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        using var hanging = new Geolocation(service.Url, TimeSpan.FromMilliseconds(50));
        Assert.Contains("timed out", (await hanging.CallAsync(JsonElement.Parse("""["1.2.3.4"]"""), Ct)).Json, StringComparison.Ordinal);
        using var off = new Geolocation("", TimeSpan.FromSeconds(1));
        Assert.Contains("not available right now", (await off.CallAsync(JsonElement.Parse("""["1.2.3.4"]"""), Ct)).Json, StringComparison.Ordinal);
    }

    private static async Task<FakeVendor> StartAsync()
    {
        var service = await FakeVendor.StartAsync();
        service.Answer = async (call, context) =>
        {
            var city = call.Target switch { "/geoip/1.2.3.4" => "Bern", "/geoip/2001%3Adb8%3A%3A1" or "/geoip/2001:db8::1" => "Basel", _ => "" };
            context.Response.StatusCode = city.Length == 0 ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
            await context.Response.WriteAsync($$"""{"city":"{{city}}"}""");
        };
        return service;
    }
}
