using Microsoft.Extensions.Logging;

namespace Pintle.Router;

/// <summary>Every message that the router logs.</summary>
internal static partial class RouterLog
{
    [LoggerMessage(3101, LogLevel.Warning, "Destination {DestinationId}: {Count} requests did not end in time and will be made again after the start.")]
    public static partial void HandedBack(this ILogger log, string destinationId, int count);

    [LoggerMessage(3102, LogLevel.Error, "Destination {DestinationId} has the unknown type {Type}; its events wait.")]
    public static partial void UnknownType(this ILogger log, string destinationId, string type);

    [LoggerMessage(3103, LogLevel.Error, "Destination {DestinationId} can't work with its setting {Setting}: {Problem} Its events wait.")]
    public static partial void WrongSettings(this ILogger log, string destinationId, string setting, string problem);

    [LoggerMessage(3104, LogLevel.Warning, "Destination {DestinationId}: event {Offset} of lane {Lane} was being transformed when the process ended unexpectedly, {Strikes} time(s) by now.")]
    public static partial void WasInHand(this ILogger log, string destinationId, int lane, long offset, int strikes);

    [LoggerMessage(3105, LogLevel.Error, "Destination {DestinationId}: event {Offset} of lane {Lane} ended the process each time that it was transformed. It is set aside as a dead letter.")]
    public static partial void SetAside(this ILogger log, string destinationId, int lane, long offset);

    [LoggerMessage(3106, LogLevel.Warning, "Destination {DestinationId} does not take events, they wait: {Problem}")]
    public static partial void Refuses(this ILogger log, string destinationId, string problem);

    [LoggerMessage(3107, LogLevel.Information, "Destination {DestinationId} takes events again.")]
    public static partial void TakesAgain(this ILogger log, string destinationId);

    [LoggerMessage(3108, LogLevel.Error, "An event could not be transformed for {Destination} by a bug of Pintle; its neighbours were.")]
    public static partial void TransformationBug(this ILogger log, string destination, Exception bug);

    [LoggerMessage(3301, LogLevel.Information, "Configuration revision {Revision} applies to {Count} destination(s).")]
    public static partial void Applied(this ILogger log, long revision, int count);
}
