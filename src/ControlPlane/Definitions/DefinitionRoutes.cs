using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Definitions;

/// <summary><c>/api/v1/definitions</c>: what kinds of sources and destinations this version has. The same for every workspace.</summary>
internal static class DefinitionRoutes
{
    // Browsers keep it, and ask whether it is still true: another version of the program may say otherwise.
    private const string Cached = "private, no-cache";

    public static void MapDefinitions(this RouteGroupBuilder api)
    {
        var definitions = api.MapGroup("/definitions").WithTags("Definitions");
        definitions.MapGet("/destinations", ListDestinations).NeedsPerson().Produces<Page<DestinationDefinitionEntry>>()
            .WithName("listDestinationDefinitions").WithSummary("The kinds of destinations.");
        definitions.MapGet("/destinations/{name}", FindDestination).NeedsPerson().Produces<DestinationDefinitionView>()
            .WithName("getDestinationDefinition").WithSummary("A kind of destination: its settings, as a JSON schema and as a form, and its notes.");
        definitions.MapGet("/destinations/{name}/docs", DestinationDocs).NeedsPerson().Produces<string>(StatusCodes.Status200OK, "text/markdown")
            .WithName("getDestinationDocs").WithSummary("The guide to a kind of destination, in Markdown: what it does, its settings, and what surprises.");
        definitions.MapGet("/sources", ListSources).NeedsPerson().WithName("listSourceDefinitions").WithSummary("The kinds of sources.");
        definitions.MapGet("/sources/{name}", FindSource).NeedsPerson().WithName("getSourceDefinition").WithSummary("A kind of source: its settings as a JSON schema, and what sends from there.");
        definitions.MapIcons();
    }

    private static FileContentHttpResult ListDestinations(HttpContext context, DestinationDefinitions definitions)
    {
        context.Response.Headers.CacheControl = Cached;
        return definitions.List();
    }

    private static FileContentHttpResult FindDestination(string name, HttpContext context, DestinationDefinitions definitions)
    {
        context.Response.Headers.CacheControl = Cached;
        return definitions.Find(name);
    }

    private static FileContentHttpResult DestinationDocs(string name, HttpContext context, DestinationDefinitions definitions)
    {
        context.Response.Headers.CacheControl = Cached;
        return definitions.Docs(name);
    }

    private static Ok<SourceDefinitionView> FindSource(string name) => SourceType.Find(name) is { } type ? TypedResults.Ok(SourceDefinitionView.Of(type)) : throw ApiException.NotFound("kind of source", name);

    private static Ok<Page<SourceType>> ListSources() => TypedResults.Ok(new Page<SourceType>(SourceType.All, Next: null));
}
