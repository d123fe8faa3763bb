using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pintle.DestinationKit;
using Pintle.Transformer.Requests;
using Pintle.Transformer.Routes;
using Pintle.Transformer.Routes.Tooling;
using Pintle.UserCode;
using Pintle.UserCode.Code;

namespace Pintle.Transformer;

/// <summary>The transformer's HTTP API over the destination kit and user code (transformer API §1–§7, §10; user transformations §7).</summary>
/// <param name="catalogue">Destinations that it serves.</param>
/// <param name="environmentOf">Clock and way out for a request's transformations.</param>
/// <param name="build">What <c>/version</c> and <c>/health</c> answer.</param>
/// <param name="code">Runs user code; null: not served.</param>
/// <param name="log">For requests that fail by a bug.</param>
public sealed partial class TransformerApp(
    DestinationCatalogue catalogue, Func<HttpRequest, TransformEnvironment> environmentOf, BuildInfo build, ILogger<TransformerApp> log,
    (UserCodeRunner Runner, ICodeStore Store)? code = null)
{
    private CodeTools? Tools => code is { } user ? new CodeTools(user.Runner, user.Store) : null;

    /// <summary>Answers one request. A bug while it is answered is a 500 that says so.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context);
        }
        catch (BadRequestException bad)
        {
            await Answers.ErrorAsync(context, StatusCodes.Status400BadRequest, bad.Message, null);
        }
        catch (CompactionException bad)
        {
            await Answers.ErrorAsync(context, StatusCodes.Status500InternalServerError, "Internal Server Error", bad.Message);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            await Answers.ErrorAsync(context, StatusCodes.Status400BadRequest, "Request aborted", null);
        }
        catch (Exception bug) when (!context.Response.HasStarted)
        {
            LogBug(context.Request.Path, bug);
            await Answers.ErrorAsync(context, StatusCodes.Status500InternalServerError, "Internal Server Error", bug.Message);
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value ?? "");
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (method, segments) switch
        {
            ("GET", ["health"]) => InfoRoutes.HealthAsync(context, build),
            ("GET", ["version"] or ["buildVersion"]) => Answers.TextAsync(context, StatusCodes.Status200OK, build.Version),
            ("GET", ["features"]) => InfoRoutes.FeaturesAsync(context, catalogue),
            ("POST", ["v0" or "v1", "destinations", var name]) => WithAsync(context, name, ProcessorRoute.AnswerAsync),
            ("POST", ["v0", "destinations", var name, "proxy"]) => WithAsync(context, name, static (call, type) => ProxyRoute.AnswerAsync(call, type, isV1: false)),
            ("POST", ["v1", "destinations", var name, "proxy"]) => WithAsync(context, name, static (call, type) => ProxyRoute.AnswerAsync(call, type, isV1: true)),
            ("POST", ["routerTransform"]) => RouterRoute.AnswerAsync(CallOf(context), catalogue),
            ("POST", ["batch"]) => BatchRoute.AnswerAsync(CallOf(context), catalogue),
            ("POST", ["customTransform"]) when code is { } user => CustomTransformRoute.AnswerAsync(context, user.Runner, user.Store),
            ("POST", ["transformation", "test"]) when Tools is { } tools => tools.AnswerAsync(context, TestRoutes.TestAsync),
            ("POST", ["transformation", "testRun"]) when Tools is { } tools => tools.AnswerAsync(context, TestRoutes.TestRunAsync),
            ("POST", ["transformation", "sethandle"]) when Tools is { } tools => tools.AnswerAsync(context, TestRoutes.SetHandleAsync),
            ("POST", ["transformationLibrary", "test"]) when Tools is { } tools => tools.AnswerAsync(context, ModuleRoutes.TestLibraryAsync),
            ("POST", ["extractLibs"]) when Tools is { } tools => tools.AnswerAsync(context, ModuleRoutes.ExtractAsync),
            ("POST", ["deleteUsers"]) => DeletionRoute.AnswerAsync(CallOf(context), catalogue),
            _ => Answers.TextAsync(context, StatusCodes.Status404NotFound, "Not Found"),
        };
    }

    private Task WithAsync(HttpContext context, string name, Func<Call, DestinationType, Task> answer) =>
        catalogue.Find(name) is { } type ? answer(CallOf(context), type) : Answers.UnknownDestinationAsync(context, name);

    private Call CallOf(HttpContext context) => new(context, environmentOf(context.Request));

    [LoggerMessage(6001, LogLevel.Error, "A request to {Path} failed by a bug of Pintle.")]
    private partial void LogBug(string path, Exception bug);
}

/// <summary>What the API says of the build that serves it.</summary>
/// <param name="Version">Number of the release.</param>
/// <param name="Commit">Git commit; empty when it is not known.</param>
public sealed record BuildInfo(string Version, string Commit = "");

/// <summary>A request to the API on its way through a route.</summary>
/// <param name="Context">Request and answer.</param>
/// <param name="Environment">Clock and way out for its transformations.</param>
internal sealed record Call(HttpContext Context, TransformEnvironment Environment)
{
    public CancellationToken Aborted => Context.RequestAborted;
}
