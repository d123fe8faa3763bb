using Microsoft.AspNetCore.Http;

namespace Pintle.Gateway.Routes;

/// <summary>Which handler takes a request: by exact path, or by a path whose last or last but one segment is a parameter.</summary>
internal sealed class RouteTable
{
    private readonly Dictionary<string, Route> _exact = new(StringComparer.Ordinal);
    private readonly List<Route> _withParameter = [];

    /// <summary>Adds a path without a parameter.</summary>
    public void Add(string path, string method, Func<HttpContext, Task> handler)
    {
        if (!_exact.TryGetValue(path, out var route))
        {
            _exact[path] = route = new Route(path);
        }

        route.Handlers.Add((method, (context, _) => handler(context)));
    }

    /// <summary>Adds a path with a parameter, as <c>/jobs/{id}/records</c>.</summary>
    public void AddWithParameter(string path, string method, Func<HttpContext, string, Task> handler)
    {
        var route = _withParameter.Find(r => r.Name == path);
        if (route is null)
        {
            _withParameter.Add(route = new Route(path));
        }

        route.Handlers.Add((method, handler));
    }

    /// <summary>The route of a path; null when there is none.</summary>
    public Route? Find(string path, out string parameter)
    {
        parameter = "";
        if (_exact.TryGetValue(path, out var route))
        {
            return route;
        }

        foreach (var candidate in _withParameter)
        {
            if (candidate.TryMatch(path, out parameter))
            {
                return candidate;
            }
        }

        return null;
    }
}

/// <summary>A path and what it answers to.</summary>
internal sealed class Route
{
    private readonly string _before;
    private readonly string _behind;

    public Route(string name)
    {
        Name = name;
        var (start, end) = (name.IndexOf('{', StringComparison.Ordinal), name.IndexOf('}', StringComparison.Ordinal));
        (_before, _behind) = start < 0 ? (name, "") : (name[..start], name[(end + 1)..]);
    }

    /// <summary>The path as declared: what metrics call it.</summary>
    public string Name { get; }

    public List<(string Method, Func<HttpContext, string, Task> Handler)> Handlers { get; } = [];

    public bool TryMatch(string path, out string parameter)
    {
        parameter = "";
        if (path.Length <= _before.Length + _behind.Length || !path.StartsWith(_before, StringComparison.Ordinal) || !path.EndsWith(_behind, StringComparison.Ordinal))
        {
            return false;
        }

        parameter = path[_before.Length..^_behind.Length];
        return !parameter.Contains('/', StringComparison.Ordinal);
    }

    /// <summary>Handles a request; 405 when its method is none of the route's.</summary>
    public Task HandleAsync(HttpContext context, string parameter)
    {
        foreach (var (method, handler) in Handlers)
        {
            if (method == context.Request.Method)
            {
                return handler(context, parameter);
            }
        }

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = string.Join(", ", Handlers.Select(h => h.Method).Order(StringComparer.Ordinal));
        return Task.CompletedTask;
    }
}
