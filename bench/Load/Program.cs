using Pintle.Load;

// Load generator and yardsticks. Everything talks to loopback only, is bounded in time, and stops by itself.
return args switch
{
    ["yardstick", var kind, var port] => await Yardstick.ServeAsync(kind, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)),
    ["ingest", .. var rest] => await IngestScenario.RunAsync(Arguments.Parse(rest)),
    ["deliver", "--live", .. var rest] => await LiveScenario.RunAsync(Arguments.Parse(rest)),
    ["deliver", .. var rest] => await DeliverScenario.RunAsync(Arguments.Parse(rest)),
    ["destinations", .. var rest] => await DestinationsScenario.RunAsync(Arguments.Parse(rest)),
    ["backlog", .. var rest] => await BacklogScenario.RunAsync(Arguments.Parse(rest)),
    ["restart", .. var rest] => await RestartScenario.RunAsync(Arguments.Parse(rest)),
    ["replay", .. var rest] => await ReplayScenario.RunAsync(Arguments.Parse(rest)),
    ["deadletters", .. var rest] => await DeadLettersScenario.RunAsync(Arguments.Parse(rest)),
    ["idle", .. var rest] => await IdleScenario.RunAsync(Arguments.Parse(rest)),
    ["config"] => await ConfigScenario.RunAsync(),
    ["hang", .. var rest] => await HangScenario.RunAsync(Arguments.Parse(rest)),
    ["find", .. var rest] => await FindScenario.RunAsync(Arguments.Parse(rest)),
    ["user-code", .. var rest] => await UserCodeScenario.RunAsync(
        [.. rest.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal))], Arguments.Parse([.. rest.SkipWhile(a => !a.StartsWith("--", StringComparison.Ordinal))])),
    ["transform", .. var rest] => await TransformScenario.RunAsync(
        [.. rest.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal))], Arguments.Parse([.. rest.SkipWhile(a => !a.StartsWith("--", StringComparison.Ordinal))])),
    _ => Arguments.Help(),
};
