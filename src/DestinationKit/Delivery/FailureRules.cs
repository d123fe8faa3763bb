namespace Pintle.DestinationKit.Delivery;

/// <summary>Where is the failure? Says for each failure without an answer whether the destination or the event is at fault.</summary>
public static class FailureRules
{
    public static Verdict VerdictOf(SendFailure failure, string message) => failure switch
    {
        SendFailure.BadRequest => new Verdict(VerdictKind.Abort, 400, "the request can't be built", message),
        SendFailure.AddressRefused => new Verdict(VerdictKind.DestinationFault, 403, "address refused", message),
        SendFailure.ClosedMidAnswer => new Verdict(VerdictKind.Retry, 504, "answer cut off", message),
        SendFailure.NotHttp => new Verdict(VerdictKind.Retry, 502, "answer is not HTTP", message),
        SendFailure.DnsFailed => new Verdict(VerdictKind.DestinationFault, 504, "host name not found", message),
        SendFailure.TlsFailed => new Verdict(VerdictKind.DestinationFault, 504, "no secure connection", message),
        SendFailure.TimedOut => new Verdict(VerdictKind.DestinationFault, 504, "no answer in time", message),
        _ => new Verdict(VerdictKind.DestinationFault, 504, "connection failed", message),
    };

    /// <summary>Counts towards the run of connection failures that opens a breaker.</summary>
    public static bool IsConnection(SendFailure failure) =>
        failure is SendFailure.DnsFailed or SendFailure.ConnectionFailed or SendFailure.ConnectionReset
            or SendFailure.TlsFailed or SendFailure.TimedOut;

    /// <summary>One is enough to know that the next will fail too, until a person changes something.</summary>
    public static bool IsConfiguration(SendFailure failure) => failure is SendFailure.AddressRefused;
}
