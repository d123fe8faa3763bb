using Pintle.Router.UserCode;
using Pintle.UserCode;
using Pintle.UserCode.Code;
using Pintle.UserCode.Running;

namespace Pintle.Server.Hosting;

/// <summary>User code for the pipeline: loads what a destination's transformation is made of and runs it. Code that can't be had holds its events.</summary>
internal sealed class PipelineCode(UserCodeRunner runner, ICodeStore store)
{
    private readonly CodeLoader _loader = new(store);

    /// <summary>An <see cref="EventCode"/>.</summary>
    public async Task<CodeAnswer> RunAsync(CodeBatch batch, CancellationToken ct)
    {
        if (batch.Transformation.Language is not ("" or "javascript" or "typescript"))
        {
            return CodeAnswer.Wait($"transformation {batch.Transformation.Id} is written in {batch.Transformation.Language}; JavaScript and TypeScript are run");
        }

        try
        {
            var code = await _loader.LoadAsync(batch.Transformation.VersionId, batch.Snapshot.Libraries, ct);
            var result = await runner.RunAsync(new UserBatch(code, batch.Events, batch.Count) { Credentials = batch.Snapshot.Credentials }, ct);
            return new CodeAnswer(code.Name, [.. result.Items.Select(i => new CodeItem(i.Input, i.Output, i.Error))], "");
        }
        catch (Exception held) when (held is CodeMissingException or UserCodeSuspendedException)
        {
            return CodeAnswer.Wait(held.Message);
        }
    }
}
