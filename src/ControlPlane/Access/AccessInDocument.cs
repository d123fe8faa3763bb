using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Pintle.ControlPlane.Access;

/// <summary>Says in the OpenAPI document who may use an operation, as <c>x-pintle-access</c>: <c>open</c>, <c>person</c>, or the least role in the workspace.</summary>
internal sealed class AccessInDocument : IOpenApiOperationTransformer
{
    public const string Extension = "x-pintle-access";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessRule>().LastOrDefault() is { } rule)
        {
            operation.AddExtension(Extension, new JsonNodeExtension(rule.IsOpen ? "open" : rule.Role?.ToString().ToLowerInvariant() ?? "person"));
        }

        return Task.CompletedTask;
    }
}
