using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Pintle.ControlPlane.Http;

/// <summary>Marks a route of programs whose address people may also type into a browser: there it is a page's.</summary>
internal sealed class PagesFirst
{
    public static PagesFirst Instance { get; } = new();
}

/// <summary>Takes marked routes out of the choice when a browser goes to a page: it asks for HTML, and shows no Authorization.</summary>
internal sealed class PagesFirstPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsMarked);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var place = 0; place < candidates.Count; place++)
        {
            if (candidates.IsValidCandidate(place) && IsMarked(candidates[place].Endpoint) && IsForPage(httpContext.Request))
            {
                candidates.SetValidity(place, false);
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsMarked(Endpoint endpoint) => endpoint.Metadata.GetMetadata<PagesFirst>() is not null;

    private static bool IsForPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers.Authorization.Count == 0
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
