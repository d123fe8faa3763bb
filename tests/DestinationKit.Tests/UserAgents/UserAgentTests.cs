using Pintle.DestinationKit.UserAgents;

namespace Pintle.DestinationKit.Tests.UserAgents;

public sealed class UserAgentTests
{
    private const string Mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
    private const string Windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";

    [Theory]
    [InlineData($"{Windows} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.71 Safari/537.36", "Chrome", "120.0.6099.71", "Windows", "", "")]
    [InlineData($"{Windows} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.61", "Edge", "120.0.2210.61", "Windows", "", "")]
    [InlineData($"{Windows} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 OPR/106.0.0.0", "Opera", "106.0.0.0", "Windows", "", "")]
    [InlineData($"{Mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15", "Safari", "17.1", "Mac", "", "")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox", "120.0", "Linux", "", "")]
    [InlineData("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36", "Chrome", "119.0.0.0", "Chrome OS", "", "")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1", "Mobile Safari", "17.1", "iOS", "iPhone", "Apple")]
    [InlineData("Mozilla/5.0 (iPad; CPU OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0.6099.50 Mobile/15E148 Safari/604.1", "Chrome", "120.0.6099.50", "iOS", "iPad", "Apple")]
    [InlineData("Mozilla/5.0 (Linux; Android 13; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36", "Samsung Browser", "23.0", "Android", "SM-S918B", "Samsung")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UQ1A.231205.015) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.43 Mobile Safari/537.36", "Chrome", "120.0.6099.43", "Android", "Pixel 8", "Google")]
    [InlineData("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36", "Chrome", "120.0.0.0", "Android", "", "")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko", "IE", "11.0", "Windows", "", "")]
    [InlineData("curl/8.4.0", "", "", "", "", "")]
    [InlineData("", "", "", "", "", "")]
    [InlineData(null, "", "", "", "", "")]
    public void A_browser_says_what_it_is(string? text, string browser, string version, string system, string device, string vendor) =>
        Assert.Equal(new UserAgent(browser, version, system, device, vendor), UserAgent.Parse(text));
}
