using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Pintle.DestinationKit;

namespace Pintle.Transformer.Tests;

/// <summary>Asks the API as a client would, without a socket.</summary>
internal static class TransformerHarness
{
    private static readonly TransformerApp App = new(
        DestinationCatalogue.Scan(typeof(SampleDestination).Assembly), _ => new TransformEnvironment(), new BuildInfo("1.2.3"), NullLogger<TransformerApp>.Instance);

    public static async Task<Answer> SendAsync(string method, string path, string body = "", params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Path = path;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        foreach (var (name, value) in headers)
        {
            context.Request.Headers[name] = value;
        }

        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await App.HandleAsync(context);
        return new Answer(context.Response.StatusCode, context.Response.Headers["apiVersion"].ToString(), Encoding.UTF8.GetString(answer.ToArray()));
    }

    /// <summary>An input of the sample destination.</summary>
    public static string Input(string name, int job, string config = """{"apiKey":"k"}""") =>
        $$$"""{"message":{"type":"track","event":"{{{name}}}"},"metadata":{"jobId":{{{job}}},"destinationId":"d","workspaceId":"w"},"destination":{"ID":"d","Config":{{{config}}}}}""";
}

internal sealed record Answer(int Status, string ApiVersion, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;
}
