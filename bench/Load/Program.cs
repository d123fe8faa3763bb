using Pintle.Load;

// Load generator and yardsticks. Everything talks to loopback only, is bounded in time, and stops by itself.
return args switch
{
    ["yardstick", var port] => await Yardstick.ServeAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)),
    ["ingest", .. var rest] => await IngestScenario.RunAsync(Arguments.Parse(rest)),
    ["deliver", .. var rest] => await DeliverScenario.RunAsync(Arguments.Parse(rest)),
    ["idle", .. var rest] => await IdleScenario.RunAsync(Arguments.Parse(rest)),
    ["find", .. var rest] => await FindScenario.RunAsync(Arguments.Parse(rest)),
    _ => Arguments.Help(),
};
