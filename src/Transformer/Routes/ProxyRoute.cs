using System.Globalization;
using Microsoft.AspNetCore.Http;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.Transformer.Requests;
using Pintle.Transformer.Responses;

namespace Pintle.Transformer.Routes;

/// <summary>Delivery for a caller (transformer API §7): sends a request and says what became of each event in it.</summary>
internal static class ProxyRoute
{
    public static async Task AnswerAsync(Call call, DestinationType type, bool isV1)
    {
        using var document = await TransformRequest.ParseAsync(call.Context.Request, call.Aborted);
        JsValue body = document.RootElement;
        var metadata = body["metadata"].IsArray ? body["metadata"].ToArray() : new JsArray { body["metadata"] };
        var (result, response) = await DeliverAsync(call, type, body, metadata, isV1);

        // What a caller does about a token, it learns from the status of v0.
        var status = isV1 && result.Auth == AuthProblem.None ? StatusCodes.Status200OK : StatusOf(result.Status);
        Answers.Stamp(call.Context);
        await Answers.JsonAsync(call.Context, writer => new DeliveryJson(writer, type.Name).Write(result, response, metadata, isV1), status);
    }

    private static async Task<(DeliveryResult Result, VendorResponse? Response)> DeliverAsync(Call call, DestinationType type, JsValue body, JsArray metadata, bool isV1)
    {
        try
        {
            var request = VendorRequestReader.Read(body);
            if (WireRequestBuilder.Build(request) is not { } wire)
            {
                return (DeliveryResult.Same(Verdict.Delivered, metadata.Count), null);
            }

            var sent = await call.Environment.Http.SendAsync(wire, Timeout(call.Context.Request), call.Aborted);
            call.Aborted.ThrowIfCancellationRequested();
            if (sent.Response is not { } response)
            {
                return (DeliveryResult.Same(WithoutAnswer(sent), metadata.Count), null);
            }

            var delivered = new Delivered(response, request, metadata.Count)
            {
                Config = body["destinationConfig"], Metadata = metadata, IsSingle = !isV1, Environment = call.Environment,
            };
            return (type.ReadAnswer(delivered), response);
        }
        catch (EventRejectedException wrong)
        {
            return (DeliveryResult.Same(new Verdict(VerdictKind.Abort, wrong.StatusCode, wrong.Message, wrong.Message), metadata.Count), null);
        }
    }

    // The peer gives up on unknown hosts (400); here a resolver that is away loses no event.
    private static Verdict WithoutAnswer(SendResult sent) => sent.Failure is SendFailure.AddressRefused or SendFailure.BadRequest
        ? new Verdict(VerdictKind.Abort, sent.Failure is SendFailure.BadRequest ? 400 : 403, sent.Message, sent.Message)
        : new Verdict(VerdictKind.Retry, 500, sent.Message, sent.Message);

    private static TimeSpan? Timeout(HttpRequest request) =>
        int.TryParse(request.Headers["RdProxy-Timeout"], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

    private static int StatusOf(int status) => status switch
    {
        >= 200 and < 300 => 200,
        404 => 400,
        >= 100 and <= 999 => status,
        _ => 500,
    };
}
