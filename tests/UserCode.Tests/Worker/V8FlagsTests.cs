using System.Runtime.InteropServices;
using Pintle.UserCode.Worker;

namespace Pintle.UserCode.Tests.Worker;

public sealed class V8FlagsTests
{
    [Fact]
    public void V8s_own_function_is_found_where_the_product_is_measured()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "Other platforms run without the flags.");
        Assert.NotEqual(0, V8Flags.Find());
    }
}
