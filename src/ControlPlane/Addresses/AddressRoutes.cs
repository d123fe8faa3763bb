using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pintle.ControlPlane.Access;

namespace Pintle.ControlPlane.Addresses;

/// <summary><c>/api/v1/addresses</c>: where SDKs send.</summary>
internal static class AddressRoutes
{
    public static void MapAddresses(this RouteGroupBuilder api) =>
        api.MapGet("/addresses", Get).WithTags("Definitions").NeedsPerson().WithName("getAddresses")
            .WithSummary("The addresses to give to SDKs: gateway.publicUrl and control.publicUrl, or what this request reached the server by.");

    private static Ok<AddressView> Get(HttpRequest request, SdkAddresses addresses) => TypedResults.Ok(new AddressView(addresses.Gateway(request), addresses.ControlPlane(request)));
}
