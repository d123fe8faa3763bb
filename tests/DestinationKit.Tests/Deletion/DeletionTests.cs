using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Tests.Deletion;

public sealed class DeletionTests
{
    private static readonly DestinationType Parcel = new ParcelDestination();

    [Fact]
    public async Task A_vendor_that_takes_it_has_deleted()
    {
        var vendor = new ScriptedVendor(static _ => Answer(204));
        Assert.Equal(DeletionResult.Successful, await DeleteAsync(vendor, """{"depot":"north"}"""));
        Assert.Equal("https://parcel.example/north/delete", Assert.Single(vendor.Asked).Url);
        Assert.True(Parcel.Deletes);
    }

    [Fact]
    public async Task A_vendor_that_refuses_says_why() =>
        Assert.Equal(new DeletionResult(403, "The vendor answered 403: not you"), await DeleteAsync(new ScriptedVendor(static _ => Answer(403, "not you")), """{"depot":"north"}"""));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"depot":""}""")]
    [InlineData("""{"depot":null}""")]
    public async Task A_setting_that_deletion_needs_is_named(string config)
    {
        var vendor = new ScriptedVendor(static _ => Answer(200));
        var result = await DeleteAsync(vendor, config);
        Assert.Equal(400, result.StatusCode);
        Assert.Contains("\"depot\"", result.Error, StringComparison.Ordinal);
        Assert.Empty(vendor.Asked);
    }

    [Fact]
    public async Task A_vendor_that_is_away_is_asked_again() =>
        Assert.Equal(new DeletionResult(500, "too slow"), await DeleteAsync(new ScriptedVendor(static _ => new SendResult(null, SendFailure.TimedOut, "too slow")), """{"depot":"north"}"""));

    [Fact]
    public async Task A_destination_without_deletion_says_so()
    {
        var pallet = new TogetherTests.PalletDestination();
        Assert.False(pallet.Deletes);
        Assert.Equal(new DeletionResult(404, "PALLET doesn't support the deletion of users."), await pallet.DeleteAsync(Request(new ScriptedVendor(static _ => Answer(200)), "{}"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_attribute_is_taken_from_those_who_have_it() =>
        Assert.Equal(["a@b.example", "5"], Request(new ScriptedVendor(static _ => Answer(200)), "{}").Each("email"));

    private static async Task<DeletionResult> DeleteAsync(ScriptedVendor vendor, string config) => await Parcel.DeleteAsync(Request(vendor, config), TestContext.Current.CancellationToken);

    private static DeletionRequest Request(ScriptedVendor vendor, string config) => new(
        [Given.Json("""{"userId":"1","email":"a@b.example"}"""), Given.Json("""{"userId":"2"}"""), Given.Json("""{"email":""}"""), Given.Json("""{"email":5}""")],
        Given.Json(config), JsValue.Undefined, new TransformEnvironment { Http = vendor });

    private static SendResult Answer(int status, string body = "") => new(new VendorResponse(status, "text/plain", body, null));
}
