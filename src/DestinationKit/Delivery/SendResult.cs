namespace Pintle.DestinationKit.Delivery;

/// <summary>How a request went: an answer, or a failure with a message that a person understands.</summary>
public readonly record struct SendResult(VendorResponse? Response, SendFailure Failure = SendFailure.None, string Message = "", bool WasCancelled = false);
