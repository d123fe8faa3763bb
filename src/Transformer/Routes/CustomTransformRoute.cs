using Microsoft.AspNetCore.Http;
using Pintle.DestinationKit.Json;
using Pintle.Transformer.Requests;
using Pintle.Transformer.UserCode;
using Pintle.UserCode;
using Pintle.UserCode.Code;

namespace Pintle.Transformer.Routes;

/// <summary>User transformations over HTTP (user transformations §7): <c>POST /customTransform</c>.</summary>
internal static class CustomTransformRoute
{
    public static async Task AnswerAsync(HttpContext context, UserCodeRunner runner, ICodeStore store)
    {
        using var document = await TransformRequest.ParseAsync(context.Request, context.RequestAborted);
        JsValue body = document.RootElement;
        if (!body.IsArray)
        {
            throw new BadRequestException("The body is not a list of events.");
        }

        var tellsFiltered = context.Request.Headers["X-Feature-Filter-Code"].ToString() is "?1" or "true";
        var groups = body.ToArray().GroupBy(i => (i["metadata"]["destinationId"].ToText(), i["metadata"]["sourceId"].ToText()));
        Answers.Stamp(context);
        try
        {
            var answers = await Task.WhenAll(groups.Select(g => new UserCodeGroup([.. g], runner, store).TransformAsync(tellsFiltered, context.RequestAborted)));

            // The established product answers with the items of all groups once for each group.
            var times = runner.IsStrictPeer ? answers.Length : 1;
            await Answers.JsonAsync(context, writer => ((JsValue)JsArray.Of(Enumerable.Repeat(answers, times).SelectMany(a => a).SelectMany(a => a))).WriteTo(writer));
        }
        catch (CodeMissingException missing) when (missing.Status == StatusCodes.Status503ServiceUnavailable)
        {
            await RetryAsync(context, missing.Message, missing.Message);
        }
        catch (CodeMissingException missing)
        {
            await Answers.ErrorAsync(context, missing.Status, missing.Message, null);
        }
        catch (UserCodeSuspendedException suspended)
        {
            await RetryAsync(context, "transformation_suspended", suspended.Message);
        }
    }

    // The caller keeps its events and asks again.
    private static Task RetryAsync(HttpContext context, string reason, string message)
    {
        context.Response.Headers["X-Rudder-Should-Retry"] = "true";
        context.Response.Headers["X-Rudder-Error-Reason"] = reason;
        return Answers.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, message, null);
    }
}
