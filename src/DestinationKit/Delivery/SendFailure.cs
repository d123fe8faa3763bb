namespace Pintle.DestinationKit.Delivery;

/// <summary>Why a request got no usable answer. One line per value; the rules of the sender says what each means.</summary>
public enum SendFailure
{
    /// <summary>There was an answer.</summary>
    None,

    /// <summary>The host name doesn't resolve.</summary>
    DnsFailed,

    /// <summary>Nothing listens at the address, or it can't be reached.</summary>
    ConnectionFailed,

    /// <summary>The connection broke before the answer began.</summary>
    ConnectionReset,

    /// <summary>No secure connection could be agreed on.</summary>
    TlsFailed,

    /// <summary>No complete answer in time.</summary>
    TimedOut,

    /// <summary>The connection closed in the middle of the answer.</summary>
    ClosedMidAnswer,

    /// <summary>What came back is not HTTP.</summary>
    NotHttp,

    /// <summary>The outbound guard refuses the address.</summary>
    AddressRefused,

    /// <summary>The request can't be built: its URL or a header is unusable.</summary>
    BadRequest,
}
