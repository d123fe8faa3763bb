using System.Text.Json;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.TestKit;

namespace Pintle.DestinationKit.Tests;

public sealed class HandlersTests
{
    private static readonly DestinationType Parcel = new ParcelDestination();

    [Theory]
    [InlineData("track")]
    [InlineData(" Track ")]
    [InlineData("TRACK")]
    public void The_type_of_an_event_is_read_whatever_its_case(string type) =>
        Assert.IsType<Outcome.Send>(Outcome($$"""{"type":"{{type}}","event":"Sent"}"""));

    [Theory]
    [InlineData("""{"type":"page"}""", RejectKind.Unsupported, "message type page is not supported")]
    [InlineData("""{"type":"Merge"}""", RejectKind.Unsupported, "message type merge is not supported")]
    [InlineData("{}", RejectKind.Instrumentation, "The event has no type.")]
    [InlineData("""{"type":5}""", RejectKind.Instrumentation, "The event has no type.")]
    [InlineData("""["track"]""", RejectKind.Instrumentation, "The event is not a JSON object.")]
    [InlineData("null", RejectKind.Instrumentation, "The event is not a JSON object.")]
    public void An_event_that_nobody_handles_is_rejected(string message, RejectKind kind, string text) =>
        Assert.Equal(new Outcome.Reject(kind, 400, text), Outcome(message));

    [Fact]
    public void Types_of_the_destinations_own_are_handled_too_and_listed()
    {
        Assert.IsType<Outcome.Send>(Outcome("""{"type":"record"}"""));
        Assert.Equal(["identify", "record", "track"], Parcel.EventTypes);
    }

    [Fact]
    public void One_handler_can_take_all_that_have_none_of_their_own()
    {
        var on = new Handlers<object>();
        on.Page(static (_, _) => new Outcome.Skip("a page"));
        on.Any(static (e, _) => new Outcome.Skip($"any {e.Type}"));
        Assert.Equal(new Outcome.Skip("a page"), on.TransformAsync(Given.Event("""{"type":"page"}"""), new()).Now());
        Assert.Equal(new Outcome.Skip("any group"), on.TransformAsync(Given.Event("""{"type":"group"}"""), new()).Now());
        Assert.Equal(new Outcome.Skip("any "), on.TransformAsync(Given.Event("{}"), new()).Now());
    }

    [Fact]
    public void Each_usual_type_has_its_handler()
    {
        var on = new Handlers<object>();
        on.Identify(static (_, _) => new Outcome.Skip("identify"));
        on.Track(static (_, _) => new Outcome.Skip("track"));
        on.Page(static (_, _) => new Outcome.Skip("page"));
        on.Screen(static (_, _) => new Outcome.Skip("screen"));
        on.Group(static (_, _) => new Outcome.Skip("group"));
        on.Alias(static (_, _) => new Outcome.Skip("alias"));
        Assert.All(
            (string[])["identify", "track", "page", "screen", "group", "alias"],
            type => Assert.Equal(new Outcome.Skip(type), on.TransformAsync(Given.Event($$"""{"type":"{{type}}"}"""), new()).Now()));
    }

    public static TheoryData<string, Outcome> Ends => new()
    {
        { "skip", new Outcome.Skip("not wanted") },
        { "suppress", new Outcome.Suppressed("done already") },
        { "reject", new Outcome.Reject(RejectKind.Instrumentation, 400, "the parcel has no address") },
        { "misconfigured", new Outcome.Reject(RejectKind.Configuration, 400, "the depot is closed") },
        { "retry", new Outcome.Retry(503, "the depot is away") { IsOfDestination = true, Auth = AuthProblem.Expired } },
    };

    [Theory]
    [MemberData(nameof(Ends), DisableDiscoveryEnumeration = true)]
    public void What_a_handler_says_or_throws_is_the_events_outcome(string name, Outcome outcome)
    {
        Assert.Equal(outcome, Outcome(Track(name)));
        Assert.Equal(outcome, Assert.Single(Together(Track(name))).Outcome);
    }

    [Fact]
    public async Task What_a_look_up_finds_out_is_an_outcome_too()
    {
        Assert.IsType<Outcome.Send>(await IdentifyAsync(new SendResult(new VendorResponse(200, "", "", null))));
        Assert.Equal(new Outcome.Reject(RejectKind.Vendor, 422, "no such person"), await IdentifyAsync(new SendResult(new VendorResponse(422, "", "no such person", null))));
        Assert.Equal(new Outcome.Retry(500, "too slow") { IsOfDestination = true }, await IdentifyAsync(new SendResult(null, SendFailure.TimedOut, "too slow")));
        Assert.True(Configured.LooksUp);
        Assert.Equal(new Outcome.Retry(500, "This host makes no requests for transformations."), Outcome("""{"type":"identify"}"""));
    }

    [Fact]
    public void A_bug_flies_when_the_event_is_alone() => Assert.Throws<InvalidOperationException>(() => Outcome(Track("bug")));

    [Fact]
    public void A_bug_in_one_event_leaves_the_others_alone_and_is_told()
    {
        var told = new List<string>();
        var environment = new TransformEnvironment { OnBug = (who, bug) => told.Add($"{who}: {bug.Message}") };
        var items = Together(environment, Track("1"), Track("bug"), Track("skip"), Track("2"), """{"type":"page"}""", "[]", Track("reject"), Track("twice"), Track("3"));
        Assert.Equal(["ParcelSettings: a bug"], told);
        Assert.Equal(
            [
                (0, "Send"), (1, "Reject 500 a bug"), (2, "Skip"), (3, "Send"), (4, "Reject 400 message type page is not supported"),
                (5, "Reject 400 The event is not a JSON object."), (6, "Reject 400 the parcel has no address"), (7, "Send"), (8, "Send"),
            ],
            items.SelectMany(i => i.Events.Select(e => (e.Place, Written(i.Outcome)))).OrderBy(i => i.Place));
        Assert.Equal(RejectKind.Transformation, items.Select(i => i.Outcome).OfType<Outcome.Reject>().Single(r => r.StatusCode == 500).Kind);
    }

    [Fact]
    public void Events_are_combined_by_the_rule()
    {
        var items = Together(Track("1"), Track("2"), Track("twice"), Track("3"));
        Assert.Equal([(2, true, 1), (1, false, 2), (1, true, 1)], items.Select(i => (i.Events.Count, i.IsBatched, ((Outcome.Send)i.Outcome).Requests.Count)));
        Assert.True(Configured.IsBatching);
        Assert.True(Parcel.IsBatching);
    }

    [Fact]
    public void What_a_caller_has_transformed_already_is_taken_as_it_is()
    {
        var item = Assert.Single(Together("""{"statusCode":200,"method":"PUT","endpoint":"https://parcel.example/own","body":{"JSON":{"parcels":[]}}}"""));
        Assert.Equal(("PUT", "https://parcel.example/own"), (((Outcome.Send)item.Outcome).Requests[0].Method, ((Outcome.Send)item.Outcome).Requests[0].Endpoint));
        Assert.Equal("Reject 400 The request has no endpoint.", Written(Assert.Single(Together("""{"statusCode":200}""")).Outcome));
    }

    private static ConfiguredDestination Configured => Parcel.Configure(JsonElement.Parse("""{"depot":"north"}"""));

    private static Outcome Outcome(string message) => Configured.TransformAsync(Input(message), new()).Now();

    private static IReadOnlyList<RouterItem> Together(params string[] messages) => Together(new TransformEnvironment(), messages);

    private static IReadOnlyList<RouterItem> Together(TransformEnvironment environment, params string[] messages) =>
        Configured.TransformTogetherAsync([.. messages.Select(Input)], environment).Now();

    private static ValueTask<Outcome> IdentifyAsync(SendResult answer) =>
        Configured.TransformAsync(Input("""{"type":"identify"}"""), new TransformEnvironment { Http = new ScriptedVendor(_ => answer) });

    private static EventInput Input(string message) => new(JsonElement.Parse(message), new JsObject());

    private static string Track(string name) => $$"""{"type":"track","event":"{{name}}"}""";

    private static string Written(Outcome outcome) => outcome is Outcome.Reject reject ? $"Reject {reject.StatusCode} {reject.Message}" : outcome.GetType().Name;
}
