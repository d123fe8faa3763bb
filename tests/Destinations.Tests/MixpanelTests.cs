using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.Destinations.Mixpanel;

namespace Pintle.Destinations.Tests;

public sealed class MixpanelTests
{
    [Fact]
    public void More_groups_than_a_request_holds_are_several()
    {
        var groups = string.Join(',', Enumerable.Range(0, 201).Select(n => $"\"g{n}\""));
        var items = new MixpanelDestination().Together("""{"token":"t","groupKeySettings":["g"]}""", $$$"""{"type":"group","userId":"u","traits":{"g":[{{{groups}}}]}}""");
        Assert.Equal([1, 200, 1], ((Outcome.Send)Assert.Single(items).Outcome).Requests.Select(r => JsonElement.Parse(r.Body.Span).GetArrayLength()));
    }
}
