using Microsoft.ClearScript.V8;

namespace Pintle.UserCode.Tests;

public sealed class LanguageTests
{
    [Fact]
    public void V8_is_here()
    {
        using var engine = new V8ScriptEngine();
        Assert.Equal(3, engine.Evaluate("1 + 2"));
    }
}
