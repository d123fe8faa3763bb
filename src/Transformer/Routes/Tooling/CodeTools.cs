using Microsoft.AspNetCore.Http;
using Pintle.DestinationKit.Json;
using Pintle.Transformer.Requests;
using Pintle.UserCode;
using Pintle.UserCode.Code;

namespace Pintle.Transformer.Routes.Tooling;

/// <summary>What the routes for authors of code work with (user transformations §8). Whatever is wrong with a request or its code is a 400 that says so.</summary>
internal sealed class CodeTools(UserCodeRunner runner, ICodeStore store)
{
    public UserCodeRunner Runner => runner;

    public ICodeStore Store => store;

    /// <summary>Answers a request by its body.</summary>
    public async Task AnswerAsync(HttpContext context, Func<CodeTools, JsValue, CancellationToken, Task<JsValue>> answer)
    {
        using var document = await TransformRequest.ParseAsync(context.Request, context.RequestAborted);
        Answers.Stamp(context);
        try
        {
            var result = await answer(this, document.RootElement, context.RequestAborted);
            await Answers.JsonAsync(context, result.WriteTo);
        }
        catch (Exception wrong) when (wrong is CodeMissingException or UserCodeSuspendedException)
        {
            throw new BadRequestException(wrong.Message);
        }
    }
}
