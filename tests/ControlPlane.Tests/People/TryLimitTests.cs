using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Pintle.ControlPlane.Http;
using Pintle.ControlPlane.People;

namespace Pintle.ControlPlane.Tests.People;

public sealed class TryLimitTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_stretch_begins_anywhere()
    {
        var limit = new TryLimit(2, TimeSpan.FromSeconds(60), _time);
        Assert.Null(limit.Take("a"));
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.Null(limit.Take("a"));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(limit.Take("a"));
        Assert.Equal(TimeSpan.FromSeconds(50), limit.Take("a"));
        Assert.Null(limit.Take("b"));
    }

    [Fact]
    public void An_e_mail_address_is_tried_twenty_times_a_minute_wherever_from()
    {
        var limits = new LogInLimits(_time);
        for (var i = 0; i < 20; i++)
        {
            limits.Take(From($"10.0.0.{i}"), "ada@example.com");
        }

        Assert.Equal(429, Assert.Throws<ApiException>(() => limits.Take(From("10.0.1.1"), "Ada@example.com")).Status);
        limits.Take(From("10.0.1.1"), "eve@example.com");
    }

    [Fact]
    public void All_addresses_of_a_network_of_version_6_are_one()
    {
        var limits = new LogInLimits(_time);
        for (var i = 0; i < 10; i++)
        {
            limits.Take(From($"2001:db8:0:1::{i}"), null);
        }

        Assert.Throws<ApiException>(() => limits.Take(From("2001:db8:0:1:ffff::1"), null));
        limits.Take(From("2001:db8:0:2::1"), null);
    }

    private static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = System.Net.IPAddress.Parse(address) } };
}
