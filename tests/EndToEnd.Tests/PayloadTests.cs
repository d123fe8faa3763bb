using System.Net;
using System.Text;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>What arrives at the webhook is what was sent, to the byte.</summary>
public sealed class PayloadTests
{
    [Fact]
    public async Task Values_arrive_byte_for_byte()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var ct = limit.Token;
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        Assert.True(await server.StartAsync(ct), server.Output);
        string[] values =
        [
            "1.0", "-0", "-0.0", "1E5", "1e-7", "0.1", "100", "9007199254740993", "123456789012345678901234567890", "3.141592653589793238462643383279",
            """{"b":1,"a":2,"":3}""", """{"":{"":""}}""", "\"😀 żółw 漢字\"", "[]", "{}", "[null,true,false]", "\" spaced  out \"", "\"a/b<c>&'d\"",
            string.Concat(Enumerable.Repeat("[", 60)) + string.Concat(Enumerable.Repeat("]", 60)), $"\"{new string('x', 3_000_000)}\"",
        ];
        for (var n = 0; n < values.Length; n++)
        {
            var body = $$"""{"type":"track","event":"E","userId":"u1","messageId":"m{{n}}","properties":{"v":{{values[n]}},"end":1} }""";
            Assert.Equal(HttpStatusCode.OK, await server.PostAsync("/v1/track", Encoding.UTF8.GetBytes(body), ct));
        }

        await vendor.WaitForAsync(values.Length, ct);
        // The same text in JSON: characters beyond the basic plane leave as escapes when an event is written anew.
        Assert.All(vendor.Accepted.Select(c => c with { Body = c.Body.Replace(@"\uD83D\uDE00", "😀", StringComparison.Ordinal) }).Zip(values), pair => Assert.True(
            pair.First.Body.Contains($"\"properties\":{{\"v\":{pair.Second},\"end\":1}}", StringComparison.Ordinal),
            $"sent {Cut(pair.Second)}, arrived {Cut(pair.First.Body)}"));
    }

    private static string Cut(string text) => text.Length <= 600 ? text : text[..600];
}
