namespace Pintle.UserCode.Tests.Language;

public sealed class AppleModelTests : IClassFixture<ScriptEngine>
{
    private readonly ScriptEngine script;

    public AppleModelTests(ScriptEngine script) => (this.script = script).Import("localizeAppleDeviceModel.v1", "apple");

    [Theory]
    [InlineData("iOS", "iPhone14,5", "iPhone 13")]
    [InlineData("iOS", "iPhone3,2", "iPhone 4")]
    [InlineData("iOS", "iPhone10,6", "iPhone X")]
    [InlineData("iOS", "iPhone9,4", "iPhone 7 Plus")]
    [InlineData("iOS", "iPod9,1", "iPod touch (7th generation)")]
    [InlineData("iPadOS", "iPad13,10", "iPad Pro 12.9-inch (5th generation)")]
    [InlineData("iPadOS", "iPad13,18", "iPad (10th generation)")]
    [InlineData("watchOS", "Watch6,15", "Apple Watch Series 8")]
    [InlineData("tvOS", "AppleTV14,1", "Apple TV 4K (3rd generation)")]
    [InlineData("iOS", "iPhone99,1", "iPhone99,1")]
    [InlineData("iOS", "iPhone9,5", "iPhone9,5")]
    [InlineData("iOS", "constructor", "constructor")]
    public void Names_a_model(string system, string model, string name) => Assert.Equal(
        $"\"{name}\"", script.Json($$"""apple.getLocalizedDeviceModel({ context: { os: { name: '{{system}}' }, device: { model: '{{model}}' } } })"""));

    [Theory]
    [InlineData("{ context: { os: { name: 'Android' }, device: { model: 'iPhone14,5' } } }")]
    [InlineData("{ context: { device: { model: 'iPhone14,5' } } }")]
    [InlineData("{ context: { os: { name: 'iOS' } } }")]
    [InlineData("{}")]
    [InlineData("undefined")]
    public void Says_nothing_of_others(string e) => Assert.Equal("undefined", script.Json($"apple.getLocalizedDeviceModel({e})"));
}
