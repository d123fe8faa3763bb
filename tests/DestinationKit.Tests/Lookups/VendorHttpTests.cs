using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Lookups;

namespace Pintle.DestinationKit.Tests.Lookups;

public sealed class VendorHttpTests
{
    private static readonly VendorRequest Request = VendorRequest.Get("https://vendor.example/people").WithParam("email", "a@b.example");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task Any_status_is_an_answer(int status)
    {
        var vendor = new ScriptedVendor(_ => new SendResult(new VendorResponse(status, "application/json", """{"id":7}""", null)));
        var answer = await vendor.AskAsync(Request, Ct);
        Assert.Equal((status, 7d), (answer.Status, answer.Json["id"].AsNumber()));
        Assert.Equal("https://vendor.example/people?email=a%40b.example", Assert.Single(vendor.Asked).Url);
    }

    [Theory]
    [InlineData(SendFailure.TimedOut, true)]
    [InlineData(SendFailure.DnsFailed, true)]
    [InlineData(SendFailure.ClosedMidAnswer, false)]
    [InlineData(SendFailure.NotHttp, false)]
    [InlineData(SendFailure.AddressRefused, false)]
    public async Task Without_an_answer_the_event_is_tried_again(SendFailure failure, bool isOfDestination)
    {
        var vendor = new ScriptedVendor(_ => new SendResult(null, failure, "what went wrong"));
        var away = await Assert.ThrowsAsync<EventRetryException>(async () => await vendor.AskAsync(Request, Ct));
        Assert.Equal((500, "what went wrong", isOfDestination), (away.StatusCode, away.Message, away.IsOfDestination));
        Assert.Equal(new Outcome.Retry(500, "what went wrong") { IsOfDestination = isOfDestination }, away.ToOutcome());
    }

    [Fact]
    public async Task Who_has_given_up_gets_no_answer()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        var vendor = new ScriptedVendor(_ => new SendResult(null, WasCancelled: true));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await vendor.AskAsync(Request, gone.Token));
    }

    [Fact]
    public async Task What_is_no_request_over_http_can_not_be_asked() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await VendorHttp.None.AskAsync(Request with { Type = "KINESIS" }, Ct));

    [Fact]
    public async Task A_host_without_a_way_out_answers_nothing() => await Assert.ThrowsAsync<EventRetryException>(async () => await Given.Event().AskAsync(Request, Ct));
}
