using System.Net;
using System.Text.Json.Nodes;

namespace Pintle.Router.Tests.Rig;

/// <summary>Takes rows with the right access token.</summary>
internal sealed class TokenVendor : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly List<RigCall> _accepted = [];

    public string Token { get; set; } = "first";

    /// <summary>What it answers to a wrong token.</summary>
    public HttpStatusCode Refusal { get; set; } = HttpStatusCode.Unauthorized;

    public IReadOnlyList<RigCall> Accepted
    {
        get
        {
            lock (_gate)
            {
                return [.. _accepted];
            }
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (_gate)
        {
            if (request.Headers.Authorization?.Parameter != Token)
            {
                return RigVendor.Of(Refusal);
            }

            var rows = JsonNode.Parse(request.Content!.ReadAsStream(cancellationToken))!["rows"]!.AsArray();
            _accepted.AddRange(rows.Select(row => new RigCall(row!["user"]!.GetValue<string>(), row["number"]!.GetValue<long>())));
            return RigVendor.Of(HttpStatusCode.OK);
        }
    }
}
