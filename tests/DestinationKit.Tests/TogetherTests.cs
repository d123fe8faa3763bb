using System.Text.Json;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.TestKit;

namespace Pintle.DestinationKit.Tests;

/// <summary>A destination that transforms events together in a way of its own: here, one after the other from the last.</summary>
public sealed class TogetherTests
{
    private static readonly PalletDestination Pallet = new();

    [Fact]
    public async Task It_gets_all_of_them_and_each_keeps_its_bug_to_itself()
    {
        var items = await Configured.TransformTogetherAsync([Input("a"), Input("bug"), Input("b")], new());
        Assert.Equal(["1 a bug", "2 0"], items.Select(i => $"{string.Join(' ', i.Events.Select(e => e.Place))} {(i.Outcome as Outcome.Reject)?.Message}".Trim()).Order());
        Assert.True(Configured.IsBatching);
    }

    [Fact]
    public async Task What_it_throws_is_everybodys_failure() => await Assert.ThrowsAsync<InvalidOperationException>(
        async () => await Configured.TransformTogetherAsync([Input("a"), Input("break all")], new()));

    [Fact]
    public async Task An_event_with_settings_of_its_own_is_transformed_with_those()
    {
        var other = Pallet.Configure(JsonElement.Parse("""{"depot":"south"}"""));
        var items = await Configured.TransformTogetherAsync([Input("a"), Input("b") with { Own = other }], new());
        Assert.Equal(["south", "north"], items.SelectMany(i => ((Outcome.Send)i.Outcome).Requests).Select(r => r.Endpoint));
    }

    [Fact]
    public void Alone_it_is_transformed_as_ever() => Assert.IsType<Outcome.Send>(Configured.TransformAsync(Input("a"), new()).Now());

    private static ConfiguredDestination Configured => Pallet.Configure(JsonElement.Parse("""{"depot":"north"}"""));

    private static EventInput Input(string name) => new(JsonElement.Parse($$"""{"type":"track","event":"{{name}}"}"""), new JsObject());

    [Destination("PALLET", "Pallet")]
    public sealed class PalletDestination : Destination<ParcelSettings>
    {
        protected override void Handle(Handlers<ParcelSettings> on)
        {
            on.Track(static (e, settings) => e["event"].AsText() == "bug" ? throw new InvalidOperationException("a bug") : Send(VendorRequest.Get(settings.Depot)));
            on.Batch(new BatchRule { MaxEvents = 10, Join = static requests => requests[0] });
            on.Response(static (VendorResponse response) => response.Json["error"].IsTruthy ? new Verdict(VerdictKind.Abort, 400, "refused") : response.ByStatus());
            on.Together(async (events, settings) =>
            {
                if (events.Any(static e => e["event"].AsText() == "break all"))
                {
                    throw new InvalidOperationException("a bug in what is common to all");
                }

                var (sent, others) = await on.TransformEachAsync([.. events.Reverse()], settings);
                return [.. on.Combine(sent), .. others];
            });
        }
    }
}
