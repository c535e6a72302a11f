namespace Occam.Cli;

/// <summary>Makes "--key value" of explain and run the same as "key=value", whichever of the two the parser knows it by.</summary>
internal static class OverrideArguments
{
    private static readonly HashSet<string> Commands = ["explain", "run"];
    private static readonly HashSet<string> Valued = ["--budget", "--seed", "--out", "--threads", "--data", "--model"];
    private static readonly HashSet<string> Flags = ["--json", "--help", "--version"];

    public static string[] Rewrite(string[] args)
    {
        if (args.Length == 0 || !Commands.Contains(args[0])) return args;
        List<string> rewritten = [args[0]];
        for (int i = 1; i < args.Length; i++)
        {
            string word = args[i], name = word.Split('=', 2)[0];
            bool hasValue = word.Length > name.Length;
            if (hasValue && Valued.Contains($"--{name}")) rewritten.Add($"--{word}");
            else if (!IsSetting(name)) rewritten.Add(word);
            else if (hasValue) rewritten.Add(word[2..]);
            else rewritten.Add($"{word[2..]}={(i + 1 < args.Length ? args[++i] : "")}");
        }

        return [.. rewritten];
    }

    private static bool IsSetting(string name) =>
        name.Length > 2 && name.StartsWith("--", StringComparison.Ordinal) && !Valued.Contains(name) && !Flags.Contains(name);
}
