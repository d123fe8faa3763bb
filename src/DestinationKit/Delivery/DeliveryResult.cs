namespace Pintle.DestinationKit.Delivery;

/// <summary>What became of a request and of each event in it.</summary>
/// <param name="Status">Of the request as a whole.</param>
/// <param name="Message">For people.</param>
/// <param name="Verdicts">One per event, in their order.</param>
public sealed record DeliveryResult(int Status, string Message, IReadOnlyList<Verdict> Verdicts)
{
    /// <summary>The same for every event.</summary>
    /// <param name="verdict">Theirs.</param>
    /// <param name="events">How many.</param>
    public static DeliveryResult Same(Verdict verdict, int events) =>
        new(verdict.StatusCode, verdict.Reason, [.. Enumerable.Repeat(verdict, events)]);

    /// <summary>What is wrong with the account's tokens: the worst of the verdicts.</summary>
    public AuthProblem Auth => Verdicts.Count == 0 ? AuthProblem.None : Verdicts.Max(v => v.Auth);
}

/// <summary>A request that was answered, with what a destination needs to read the answer.</summary>
/// <param name="Response">The answer.</param>
/// <param name="Request">What was sent.</param>
/// <param name="Events">How many events were in it.</param>
public sealed record Delivered(VendorResponse Response, VendorRequest Request, int Events)
{
    /// <summary>The settings, as a caller of the API gives them; undefined in the data plane.</summary>
    public Json.JsValue Config { get; init; }

    /// <summary>Metadata of each event, as a caller of the API gives them; undefined in the data plane.</summary>
    public Json.JsValue Metadata { get; init; }

    /// <summary>Asked for one event's verdict without the others' (proxy v0).</summary>
    public bool IsSingle { get; init; }

    public TransformEnvironment Environment { get; init; } = new();

    /// <summary>The same verdict for every event.</summary>
    public DeliveryResult All(Verdict verdict) => DeliveryResult.Same(verdict, Events);

    /// <summary>By the answer's status code.</summary>
    public DeliveryResult ByStatus() => All(Response.ByStatus());
}
