using Pintle.DestinationKit.Delivery;

namespace Pintle.DestinationKit;

/// <summary>What a destination makes of one event.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>Requests to make, in order; later ones are made only after earlier ones succeeded.</summary>
    public sealed record Send(IReadOnlyList<VendorRequest> Requests) : Outcome
    {
        /// <summary>One request.</summary>
        public Send(VendorRequest request)
            : this([request])
        {
        }

        /// <summary>In answers of the router's route: always a list, even of one.</summary>
        public bool AsList { get; init; }
    }

    /// <summary>Left out on purpose (298).</summary>
    public sealed record Skip(string Reason) : Outcome;

    /// <summary>Handled already by the transformation itself (299).</summary>
    public sealed record Suppressed(string Reason) : Outcome
    {
        /// <summary>What was sent, when callers of the API are to see it: the router's route answers with them (299), the processor's as with any others.</summary>
        public IReadOnlyList<VendorRequest> Requests { get; init; } = [];
    }

    /// <summary>Can't be sent, now or ever.</summary>
    public sealed record Reject(RejectKind Kind, int StatusCode, string Message) : Outcome;

    /// <summary>Can't be sent now: something that the transformation needs is away.</summary>
    public sealed record Retry(int StatusCode, string Message) : Outcome
    {
        /// <summary>What is away is away for every event of the destination.</summary>
        public bool IsOfDestination { get; init; }

        /// <summary>What is wrong with the account's tokens, for callers that refresh them.</summary>
        public AuthProblem Auth { get; init; }
    }
}

/// <summary>Whose fault a rejection is (transformer API §11.7).</summary>
public enum RejectKind
{
    /// <summary>The event lacks or garbles something (dataValidation / instrumentation).</summary>
    Instrumentation,

    /// <summary>The destination's settings are wrong (dataValidation / configuration).</summary>
    Configuration,

    /// <summary>The mapping failed (transformation).</summary>
    Transformation,

    /// <summary>The destination doesn't take this kind of event (platform / unsupported).</summary>
    Unsupported,

    /// <summary>The vendor refused what the transformation asked it (network / aborted).</summary>
    Vendor,

    /// <summary>The account's tokens are missing or of no use (platform / oAuthSecret).</summary>
    OAuth,
}
