using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Guides;

/// <summary><c>/api/v1/docs</c>: the guide, as people read it in the web app, without the Internet.</summary>
internal static class GuideRoutes
{
    public static void MapGuides(this RouteGroupBuilder api)
    {
        var docs = api.MapGroup("/docs").WithTags("Guide");
        docs.MapGet("/", List).NeedsPerson().WithName("listGuides").WithSummary("The pages of the guide, whole, by title.");
        docs.MapGet("/{name}", Find).NeedsPerson().WithName("getGuide").WithSummary("A page of the guide.");
    }

    private static Ok<Page<GuideView>> List() => TypedResults.Ok(new Page<GuideView>(GuidePages.All, Next: null));

    private static Ok<GuideView> Find(string name) => TypedResults.Ok(GuidePages.Find(name));
}
