using System.Text.Json;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Json;
using Pintle.TestKit;

namespace Pintle.DestinationKit.Tests;

/// <summary>A destination whose settings come from each event.</summary>
public sealed class DynamicDestinationTests
{
    private static readonly ConfiguredDestination Configured = new ParcelDestination().Configure(JsonElement.Parse("""{"depot":"{{ event.plan || north }}"}"""));

    [Theory]
    [InlineData("""{"type":"track","plan":"south"}""", "https://parcel.example/south")]
    [InlineData("""{"type":"track","plan":5}""", "https://parcel.example/5")]
    [InlineData("""{"type":"track"}""", "https://parcel.example/north")]
    public void Each_event_has_its_own_settings_and_loses_what_they_take(string message, string endpoint)
    {
        var request = Assert.IsType<Outcome.Send>(Configured.TransformAsync(Input(message), new()).Now()).Requests[0];
        Assert.Equal(endpoint, request.Endpoint);
        Assert.True(request.Content.Find("parcels.0.plan").IsUndefined);
    }

    [Fact]
    public void A_caller_that_knows_better_is_believed() =>
        Assert.Equal("https://parcel.example/{{ event.plan || north }}", ((Outcome.Send)Configured.TransformAsync(Input("""{"type":"track","plan":"south"}""") with { DynamicConfig = false }, new()).Now()).Requests[0].Endpoint);

    [Fact]
    public void Settings_may_come_from_metadata_that_stays_whole()
    {
        var configured = new ParcelDestination().Configure(JsonElement.Parse("""{"depot":"{{ metadata.workspaceId || north }}"}"""));
        var item = Assert.Single(configured.TransformTogetherAsync([new(JsonElement.Parse("""{"type":"track"}"""), Given.Json("""{"workspaceId":"ws"}"""))], new()).Now());
        Assert.Equal("https://parcel.example/ws", ((Outcome.Send)item.Outcome).Requests[0].Endpoint);
        Assert.Equal("""{"workspaceId":"ws"}""", item.Events[0].Metadata.ToJson());
    }

    [Fact]
    public void Settings_that_can_not_work_reject_their_event_alone()
    {
        Assert.Equal(RejectKind.Configuration, Assert.IsType<Outcome.Reject>(Configured.TransformAsync(Input("""{"type":"track","plan":" "}"""), new()).Now()).Kind);
        var items = Together("""{"type":"track","plan":"a"}""", """{"type":"track","plan":{}}""", """{"type":"track","plan":"a"}""");
        Assert.Equal(["0 2 Send", "1 Reject"], items.Select(i => $"{string.Join(' ', i.Events.Select(e => e.Place))} {i.Outcome.GetType().Name}"));
    }

    [Fact]
    public void Events_with_the_same_settings_go_together()
    {
        var items = Together("""{"type":"track","plan":"a"}""", """{"type":"track","plan":"b"}""", """{"type":"track","plan":"a"}""", """{"type":"track"}""");
        Assert.Equal(["0 2", "1", "3"], items.Select(i => string.Join(' ', i.Events.Select(e => e.Place))));
        Assert.Equal(["a", "b", "north"], items.Select(i => ((Outcome.Send)i.Outcome).Requests[0].Endpoint.Split('/')[^1]));
        Assert.True(Configured is { IsBatching: true, LooksUp: true, ReadsRequests: false });
    }

    private static IReadOnlyList<RouterItem> Together(params string[] messages) => Configured.TransformTogetherAsync([.. messages.Select(Input)], new()).Now();

    private static EventInput Input(string message) => new(JsonElement.Parse(message), new JsObject());
}
