using Microsoft.Extensions.Logging.Abstractions;
using Pintle.UserCode;
using Pintle.UserCode.Running;

namespace Pintle.ControlPlane.Tests.Rig;

/// <summary>Runs user code, without a network. Its process starts when there is something to run.</summary>
internal static class TestRunner
{
    public static UserCodeRunner New() => new(
        new UserCodeOptions { Worker = ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "pintle.dll"), "js-worker"], Workers = 1 },
        static (_, _, _) => Task.FromResult(new HostAnswer(false, """{"message":"no network"}""")),
        TimeProvider.System,
        NullLogger<UserCodeRunner>.Instance);
}
