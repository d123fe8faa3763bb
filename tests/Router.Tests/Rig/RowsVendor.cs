using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pintle.Router.Tests.Rig;

/// <summary>The vendor of <see cref="RowsDestination"/>: remembers the rows that it took, in order, and how many came in each request.</summary>
internal sealed class RowsVendor : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly List<RigCall> _accepted = [];
    private readonly List<int> _sizes = [];

    /// <summary>The status for a row: 200 takes it.</summary>
    public Func<RigCall, int> Row { get; set; } = _ => 200;

    /// <summary>The status for a request as a whole.</summary>
    public Func<HttpStatusCode> Request { get; set; } = () => HttpStatusCode.OK;

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

    public IReadOnlyList<int> Sizes
    {
        get
        {
            lock (_gate)
            {
                return [.. _sizes];
            }
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var rows = JsonNode.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken))!["rows"]!.AsArray()
            .Select(r => new RigCall(r!["user"]!.GetValue<string>(), r["number"]!.GetValue<long>())).ToList();
        await Task.Yield();
        lock (_gate)
        {
            _sizes.Add(rows.Count);
            if (Request() is not HttpStatusCode.OK and var status)
            {
                return new HttpResponseMessage(status) { Content = new StringContent("no") };
            }

            var statuses = rows.Select(Row).ToList();
            _accepted.AddRange(rows.Where((_, i) => statuses[i] == 200));
            var refused = statuses.Select((status, index) => new { index, status }).Where(r => r.status != 200);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(new { refused })) };
        }
    }
}
