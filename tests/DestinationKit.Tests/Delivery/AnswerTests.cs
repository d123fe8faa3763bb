using System.Text.Json;
using Pintle.DestinationKit.Delivery;

namespace Pintle.DestinationKit.Tests.Delivery;

/// <summary>Destinations that read their vendors' answers themselves.</summary>
public sealed class AnswerTests
{
    [Fact]
    public void An_answer_can_mean_something_else_for_all()
    {
        var pallet = new TogetherTests.PalletDestination();
        var full = pallet.ReadAnswer(Delivered(200, """{"error":"full"}""", 2));
        Assert.Equal([VerdictKind.Abort, VerdictKind.Abort], full.Verdicts.Select(v => v.Kind));
        Assert.Equal(VerdictKind.Delivered, Assert.Single(pallet.ReadAnswer(Delivered(200, "{}", 1)).Verdicts).Kind);
        Assert.False(pallet.Configure(JsonElement.Parse("""{"depot":"n"}""")).ReadsRequests);
    }

    [Fact]
    public void An_answer_can_tell_the_events_apart()
    {
        var crate = new CrateDestination().Configure(JsonElement.Parse("""{"depot":"n"}"""));
        var result = crate.Read(Delivered(207, """{"rows":[200,400,503]}""", 3));
        Assert.Equal([VerdictKind.Delivered, VerdictKind.Abort, VerdictKind.DestinationFault], result.Verdicts.Select(v => v.Kind));
        Assert.True(crate.ReadsRequests);
    }

    private static Delivered Delivered(int status, string body, int events) => new(new VendorResponse(status, "application/json", body, null), VendorRequest.Get("https://v.example"), events);

    [Destination("CRATE", "Crate")]
    public sealed class CrateDestination : Destination<ParcelSettings>
    {
        protected override void Handle(Handlers<ParcelSettings> on)
        {
            on.Any(static (_, _) => Skip("nothing to do"));
            on.Response(static (Delivered delivered) => new DeliveryResult(
                delivered.Response.Status, "", [.. delivered.Response.Json["rows"].Items.Select(static row => Verdict.ByStatus((int)row.ToNumber(), "row refused"))]));
        }
    }
}
