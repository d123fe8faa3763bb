using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Pintle.ControlPlane.Http;

/// <summary>Every part of an address in braces is in the OpenAPI document, also one that a filter reads and not the route: a client could not fill it in.</summary>
internal sealed partial class PathParameters : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Parameters ??= [];
        var missing = Braced().Matches(context.Description.RelativePath ?? "").Select(m => m.Groups[1].Value)
            .Except(operation.Parameters.Where(p => p.In == ParameterLocation.Path).Select(p => p.Name));
        foreach (var name in missing.Reverse().ToList())
        {
            operation.Parameters.Insert(0, new OpenApiParameter { Name = name, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        }

        return Task.CompletedTask;
    }

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Braced();
}
