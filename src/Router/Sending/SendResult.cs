using Pintle.DestinationKit.Delivery;

namespace Pintle.Router.Sending;

/// <summary>How a request went: an answer, or a failure with a message that a person understands.</summary>
internal readonly record struct SendResult(VendorResponse? Response, SendFailure Failure = SendFailure.None, string Message = "", bool WasCancelled = false);
