using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Pintle.DestinationKit;
using Pintle.Destinations;
using Pintle.Transformer;
using Pintle.UserCode.Code;

namespace Pintle.UserCode.Tests.Tooling;

/// <summary>Requests to the transformer's routes, without a network between.</summary>
internal static class TransformerRequest
{
    public static async Task<(int Status, string Body, IHeaderDictionary Headers)> PostAsync(
        UserCodeRunner runner, ICodeStore store, string path, string body, params (string Name, string Value)[] headers)
    {
        var app = new TransformerApp(BuiltIn.Catalogue, _ => new TransformEnvironment(), new BuildInfo("1"), NullLogger<TransformerApp>.Instance, (runner, store));
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.Path, context.Request.Body, context.Response.Body) = ("POST", path, new MemoryStream(Encoding.UTF8.GetBytes(body)), answer);
        foreach (var (name, value) in headers)
        {
            context.Request.Headers[name] = value;
        }

        await app.HandleAsync(context);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()), context.Response.Headers);
    }
}
