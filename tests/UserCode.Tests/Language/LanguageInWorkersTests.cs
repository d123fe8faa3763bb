namespace Pintle.UserCode.Tests.Language;

/// <summary>The globals and the libraries where people's code runs.</summary>
public sealed class LanguageInWorkersTests : IAsyncDisposable
{
    private readonly Running running = new();
    private readonly Running strict = new(options: Running.Options() with { StrictPeer = true });

    public async ValueTask DisposeAsync()
    {
        await running.DisposeAsync();
        await strict.DisposeAsync();
    }

    [Theory]
    [InlineData("", "new URL('?a=1', 'http://h/p').href", "http://h/p?a=1")]
    [InlineData("", "crypto.randomUUID().length + atob('aGk=') + structuredClone([1])", "36hi1")]
    [InlineData("import { sha256 } from '@rs/hash/v1';", "sha256('abc').slice(0, 8)", "ba7816bf")]
    [InlineData("import { UAParser } from '@rs/userAgentParser/v1';", "new UAParser().setUA('curl/8.5.0').getResult().browser.name", "curl")]
    [InlineData("import { getLocalizedDeviceModel } from '@rs/localizeAppleDeviceModel/v1';", "getLocalizedDeviceModel({ context: { os: { name: 'iOS' }, device: { model: 'iPhone14,5' } } })", "iPhone 13")]
    [InlineData("import url from '@rs/urlParser/v1';", "new url.URLSearchParams('a=b').get('a')", "b")]
    [InlineData("import { JSEncrypt } from '@rs/encrypt/v1';", "new JSEncrypt().encrypt('x')", "False")]
    public async Task Are_there(string imports, string expression, string expected)
    {
        Assert.Equal(expected, await Got(running, imports, expression));
        if (imports.Length > 0)
        {
            Assert.Equal(expected, await Got(strict, imports, expression));
        }
    }

    [Fact]
    public async Task A_strict_peer_has_no_globals_beside_the_language()
    {
        const string Code = "[typeof URL, typeof URLSearchParams, typeof TextEncoder, typeof atob, typeof structuredClone, typeof crypto, typeof DOMException].join()";
        Assert.Equal("undefined,undefined,undefined,undefined,undefined,undefined,undefined", await Got(strict, "import '@rs/hash/v1';", Code));
    }

    private static async Task<string> Got(Running where, string imports, string expression)
    {
        var result = await where.RunAsync($"{imports} export function transformEvent(event) {{ return {{ messageId: event.messageId, got: {expression} }}; }}");
        var item = Assert.Single(result.Items);
        Assert.Empty(item.Error);
        return item.Output.GetProperty("got").ToString();
    }
}
