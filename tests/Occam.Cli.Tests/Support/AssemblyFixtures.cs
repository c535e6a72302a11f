using Occam.Cli.Tests.Support;

[assembly: AssemblyFixture(typeof(FinishedRun))]
