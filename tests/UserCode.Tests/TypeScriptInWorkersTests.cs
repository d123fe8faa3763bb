using System.Text.Json;
using Pintle.UserCode.Code;
using Pintle.UserCode.Running;

namespace Pintle.UserCode.Tests;

/// <summary>TypeScript where code runs.</summary>
public sealed class TypeScriptInWorkersTests : IAsyncDisposable
{
    private readonly Running _running = new();

    public ValueTask DisposeAsync() => _running.DisposeAsync();

    [Fact]
    public async Task Types_are_left_out_of_the_transformation_and_its_libraries()
    {
        var library = new LibraryCode("l1", "tools", "export const twice = (n: number): number => n * 2") { Language = "typescript" };
        var item = await RunAsync("import { twice } from 'tools';\ntype E = { n: number };\nexport function transformEvent(event: E): E { return { n: twice(event.n + 1) } }", library);
        Assert.Equal("""{"n":2}""", JsonSerializer.Serialize(item.Output));
    }

    [Theory]
    [InlineData("export function transformEvent(event: any) { return event }\nenum A { B }", "SyntaxError: ", " [mask:2:1]")]
    [InlineData("export function transformEvent(event: any {", "SyntaxError: ", ":1:43]")]
    [InlineData("export function transformEvent(event: any) {\n  throw new Error('no')\n}", "Error: no\n    at transformEvent (mask:2:9)", "")]
    public async Task Errors_name_the_place_in_the_code_as_it_was_written(string code, string start, string end)
    {
        var item = await RunAsync(code);
        Assert.StartsWith(start, item.Error, StringComparison.Ordinal);
        Assert.EndsWith(end, item.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JavaScript_is_not_read_as_TypeScript() =>
        Assert.StartsWith("SyntaxError: Unexpected token ':'", (await RunAsync("export function transformEvent(event: any) { return event }", language: "javascript")).Error, StringComparison.Ordinal);

    private async Task<BatchItem> RunAsync(string code, LibraryCode? library = null, string language = "typescript")
    {
        var batch = Running.Batch(code);
        var typed = batch with { Code = batch.Code with { Name = "mask", Language = language, Libraries = library is null ? [] : [library] } };
        return Assert.Single((await _running.Runner.RunAsync(typed, TestContext.Current.CancellationToken)).Items);
    }
}
