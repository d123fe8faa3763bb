using Pintle.DestinationKit.Delivery;

namespace Pintle.DestinationKit.Tests.Delivery;

/// <summary>What answers and failures mean.</summary>
public sealed class VerdictTests
{
    [Theory]
    [InlineData(200, VerdictKind.Delivered)]
    [InlineData(204, VerdictKind.Delivered)]
    [InlineData(299, VerdictKind.Delivered)]
    [InlineData(298, VerdictKind.Filtered)]
    [InlineData(101, VerdictKind.Retry)]
    [InlineData(301, VerdictKind.Abort)]
    [InlineData(400, VerdictKind.Abort)]
    [InlineData(401, VerdictKind.DestinationFault)]
    [InlineData(403, VerdictKind.Abort)]
    [InlineData(404, VerdictKind.Abort)]
    [InlineData(408, VerdictKind.Retry)]
    [InlineData(413, VerdictKind.Abort)]
    [InlineData(429, VerdictKind.DestinationFault)]
    [InlineData(499, VerdictKind.Abort)]
    [InlineData(500, VerdictKind.Retry)]
    [InlineData(502, VerdictKind.Retry)]
    [InlineData(503, VerdictKind.DestinationFault)]
    [InlineData(504, VerdictKind.Retry)]
    [InlineData(999, VerdictKind.Retry)]
    [InlineData(0, VerdictKind.Retry)]
    public void A_status_means_the_same_for_request_and_row(int status, VerdictKind kind)
    {
        var verdict = Response(status, "said").ByStatus();
        Assert.Equal((kind, kind), (verdict.Kind, Verdict.ByStatus(status, "row refused").Kind));
        Assert.Equal(kind == VerdictKind.Delivered ? (200, "") : (status, "said"), (verdict.StatusCode, verdict.Message));
    }

    [Theory]
    [InlineData(SendFailure.DnsFailed, VerdictKind.DestinationFault, 504, true)]
    [InlineData(SendFailure.ConnectionFailed, VerdictKind.DestinationFault, 504, true)]
    [InlineData(SendFailure.ConnectionReset, VerdictKind.DestinationFault, 504, true)]
    [InlineData(SendFailure.TlsFailed, VerdictKind.DestinationFault, 504, true)]
    [InlineData(SendFailure.TimedOut, VerdictKind.DestinationFault, 504, true)]
    [InlineData(SendFailure.ClosedMidAnswer, VerdictKind.Retry, 504, false)]
    [InlineData(SendFailure.NotHttp, VerdictKind.Retry, 502, false)]
    [InlineData(SendFailure.AddressRefused, VerdictKind.DestinationFault, 403, false)]
    [InlineData(SendFailure.BadRequest, VerdictKind.Abort, 400, false)]
    public void A_failure_is_the_destinations_or_the_events(SendFailure failure, VerdictKind kind, int status, bool isConnection)
    {
        var verdict = FailureRules.VerdictOf(failure, "what happened");
        Assert.Equal((kind, status, "what happened"), (verdict.Kind, verdict.StatusCode, verdict.Message));
        Assert.NotEmpty(verdict.Reason);
        Assert.Equal((isConnection, failure == SendFailure.AddressRefused), (FailureRules.IsConnection(failure), FailureRules.IsConfiguration(failure)));
    }

    [Fact]
    public void Events_of_a_request_fare_alike_unless_the_vendor_says_otherwise()
    {
        var on = new Delivered(Response(500, "broken"), VendorRequest.Get("https://v.example"), 3);
        var result = on.ByStatus();
        Assert.Equal((500, 3), (result.Status, result.Verdicts.Count));
        Assert.All(result.Verdicts, v => Assert.Equal(new Verdict(VerdictKind.Retry, 500, "answered 500", "broken"), v));
        Assert.Equal(on.ByStatus().Verdicts, new ParcelDestination().ReadAnswer(on).Verdicts);
    }

    [Fact]
    public void What_is_wrong_with_tokens_is_the_worst_of_it()
    {
        Verdict Of(AuthProblem auth) => new(VerdictKind.Abort, 401) { Auth = auth };
        Assert.Equal(AuthProblem.Revoked, new DeliveryResult(401, "", [Of(AuthProblem.None), Of(AuthProblem.Revoked), Of(AuthProblem.Expired)]).Auth);
        Assert.Equal(AuthProblem.Expired, new DeliveryResult(401, "", [Of(AuthProblem.None), Of(AuthProblem.Expired)]).Auth);
        Assert.Equal(AuthProblem.None, new DeliveryResult(200, "", []).Auth);
    }

    [Theory]
    [InlineData("""{"a":1}""", "1")]
    [InlineData("", "undefined")]
    [InlineData("<html>", "undefined")]
    [InlineData("""{"a":1} and more""", "undefined")]
    public void An_answer_is_json_when_it_can_be_read_as_such(string body, string a) => Assert.Equal(a, Response(200, body).Json["a"].ToString());

    private static VendorResponse Response(int status, string body) => new(status, "", body, null);
}
