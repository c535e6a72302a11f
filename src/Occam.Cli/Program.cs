using Occam.Cli;

return CommandLine.Run(args);
