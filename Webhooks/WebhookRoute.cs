using Microsoft.AspNetCore.Http;
using Pintle.Gateway.Http;
using Pintle.Gateway.Parsing;
using Pintle.Gateway.Routes;
using Pintle.Workspace;

namespace Pintle.Gateway.Webhooks;

/// <summary>
/// <c>/v1/webhook</c>: what comes becomes one track event of the plain <c>Webhook</c> source. Sources whose format nothing here can
/// read are refused, never acknowledged.
/// </summary>
internal sealed class WebhookRoute(GatewayOptions options, WorkspaceHolder workspace, EventAdmission admission, InFlightBudget budget)
{
    private const string PlainWebhook = "Webhook";

    /// <summary>Null when the request is to be answered with nothing.</summary>
    public async Task<Answer?> RunAsync(HttpContext context)
    {
        var request = context.Request;
        if (workspace.Current is not { } snapshot)
        {
            return Answer.Unavailable;
        }

        var (source, refusal) = Credentials.ForWebhook(request, snapshot);
        if (refusal is not null)
        {
            return refusal;
        }

        var kind = source!.Definition.Name;
        if (HttpMethods.IsGet(request.Method) && !options.WebhookGetSources.Contains(kind, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        if (!kind.Equals(PlainWebhook, StringComparison.OrdinalIgnoreCase))
        {
            return Answer.NotAWebhookSource;
        }

        var contentType = request.ContentType ?? "";
        var (body, unread) = await RequestBody.ReadAsync(
            request, options.MaxRequestBytes, budget, context.RequestAborted, mustBeText: !WebhookBody.IsMultipart(contentType));
        if (body is null)
        {
            return unread;
        }

        using (body)
        {
            var (json, unreadable) = await WebhookBody.ReadAsync(body.Bytes.ToArray(), contentType, context.RequestAborted);
            if (unreadable is not null)
            {
                return unreadable;
            }

            body.ReleaseBuffer();
            var origin = new EventOrigin
            {
                Workspace = snapshot,
                Source = source,
                CallType = "track",
                RequestIp = CallerIp.Of(context),
                JobRunId = request.Headers["X-Rudder-Job-Run-Id"].ToString(),
                TaskRunId = request.Headers["X-Rudder-Task-Run-Id"].ToString(),
            };
            return await admission.AdmitAsync(WebhookEvent.Build(json, request, source), origin, context.RequestAborted);
        }
    }
}
