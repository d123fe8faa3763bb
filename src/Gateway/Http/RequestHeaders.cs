using Microsoft.AspNetCore.Http;

namespace Pintle.Gateway.Http;

/// <summary>Reads headers. Of one that is repeated the first counts: joined by commas, two ids would make a third.</summary>
internal static class RequestHeaders
{
    public static string First(this HttpRequest request, string name) => request.Headers[name] is [{ } first, ..] ? first : "";
}
