using Microsoft.AspNetCore.Http;
using Pintle.ControlPlane.People;

namespace Pintle.ControlPlane.Tests.People;

public sealed class SessionCookieTests
{
    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public void It_goes_over_https_only_when_it_came_over_it(string scheme, bool isSecure)
    {
        var context = new DefaultHttpContext { Request = { Scheme = scheme } };
        SessionCookie.Give(context, "ses_x", TimeSpan.FromDays(1));
        Assert.Equal(isSecure, context.Response.Headers.SetCookie.ToString().Contains("; secure", StringComparison.Ordinal));
    }
}
